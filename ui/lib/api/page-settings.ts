const { label, hidesDeleteAll } = document.documentElement.dataset

/** What the server wrote into the page, so that nothing changes once it is shown. */
export const pageSettings = {
  name: label === undefined ? 'Mailmitt' : `${label} · Mailmitt`,
  hidesDeleteAll: hidesDeleteAll !== undefined,
}
