// Runs before the first paint, so that a remembered theme does not flash. Its own file because the
// page's Content-Security-Policy allows no inline script.
;(function () {
  try {
    const theme = localStorage.getItem('mailmitt.theme')
    if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme
  } catch (error) {
    // Storage may be switched off in this browser; then the system's theme it is.
    if (!(error instanceof DOMException)) throw error
  }
})()
