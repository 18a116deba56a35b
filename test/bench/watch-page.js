/* global document, window, requestAnimationFrame, MutationObserver, HTMLIFrameElement */
// Runs in the page. It is JavaScript since what compiles TypeScript here would call helpers that are not there.
;(() => {
  const waitMsMax = 10_000
  let isWatching = false

  /** After the frame that has the change, as `Date.now()`, the clock that Node has too. */
  function painted() {
    return new Promise((resolve) => {
      requestAnimationFrame(() => {
        const channel = new MessageChannel()
        channel.port1.onmessage = () => resolve(Date.now())
        channel.port2.postMessage(undefined)
      })
    })
  }

  function find(selector, text) {
    return [...document.querySelectorAll(selector)].find(({ textContent }) =>
      textContent.includes(text),
    )
  }

  function appeared(selector, text) {
    return new Promise((resolve, reject) => {
      const observer = new MutationObserver(() => {
        if (find(selector, text) === undefined) return
        clearTimeout(timer)
        observer.disconnect()
        isWatching = false
        resolve()
      })
      const timer = setTimeout(() => reject(new Error(`"${text}" never came.`)), waitMsMax)
      observer.observe(document, { subtree: true, childList: true, characterData: true })
      isWatching = true
    })
  }

  function frameLoaded() {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error('No frame was loaded.')), waitMsMax)
      document.addEventListener(
        'load',
        function onload({ target }) {
          if (!(target instanceof HTMLIFrameElement)) return
          clearTimeout(timer)
          document.removeEventListener('load', onload, true)
          resolve()
        },
        true,
      )
    })
  }

  window.bench = {
    async showFrame(url) {
      const startedAt = Date.now()
      const frame = frameLoaded().then(painted)
      const element = document.createElement('iframe')
      element.sandbox = ''
      element.src = url
      document.body.replaceChildren(element)
      return (await frame) - startedAt
    },
    isWatching: () => isWatching,
    async shown(selector, text) {
      await appeared(selector, text)
      return painted()
    },
    async open(text) {
      const startedAt = Date.now()
      const head = appeared('section[aria-label="Message"] h2', text).then(painted)
      const frame = frameLoaded().then(painted)
      find('[role="listitem"] a', text).click()
      return { head: (await head) - startedAt, frame: (await frame) - startedAt }
    },
  }
})()
