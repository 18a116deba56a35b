/* global document, window, requestAnimationFrame */
// Runs in the page, as watch-page.js does.
;(() => {
  const rowHeight = 72

  const nextFrame = () => new Promise((resolve) => requestAnimationFrame(resolve))
  const listOf = () => document.querySelector('[role="list"][aria-label="Messages"]')

  /** A row in the middle of what is seen, and where it is. */
  function mark(list) {
    const { y, height } = list.getBoundingClientRect()
    const row = [...list.querySelectorAll('[role="listitem"]')].find(
      (one) => one.querySelector('[data-id]') && one.getBoundingClientRect().y > y + height / 2,
    )
    return { row, y: row?.getBoundingClientRect().y }
  }

  window.scrolling = {
    height: () => listOf().scrollHeight,
    /** Goes there, and says whether it is there and has every row; a list that was just made may move back. */
    isAt(top) {
      const list = listOf()
      const wasThere = list.scrollTop === top
      if (!wasThere) list.scrollTo({ top })
      return wasThere && list.querySelector('[aria-busy="true"]') === null
    },

    /** Up and down for so long, so many pixels a frame. A row that stays in sight must not go elsewhere. */
    async run(pixelsAFrame, seconds) {
      const list = listOf()
      const times = []
      let movedPx = 0
      let step = pixelsAFrame
      const startedAt = await nextFrame()
      for (let before = startedAt; before - startedAt < seconds * 1_000;) {
        const { row, y } = mark(list)
        const from = list.scrollTop
        list.scrollBy(0, step)
        const way = list.scrollTop - from
        if (way !== step) step = -step
        const now = await nextFrame()
        times.push(now - before)
        before = now
        if (row?.isConnected) {
          movedPx = Math.max(movedPx, Math.abs(row.getBoundingClientRect().y - (y - way)))
        }
      }
      return { times, movedPx }
    },

    /** The same page with nothing behind it: so many rows, each a copy of one that was seen. */
    plainRows: () => document.body.innerHTML,
    showPlainRows(html, count) {
      document.body.innerHTML = html
      const list = listOf()
      const rows = list.querySelectorAll('[role="listitem"]')
      const copies = Array.from({ length: count }, (_, index) => {
        const copy = rows[index % rows.length].cloneNode(true)
        copy.style.top = `${index * rowHeight}px`
        return copy
      })
      list.firstElementChild.style.height = `${count * rowHeight}px`
      list.firstElementChild.replaceChildren(...copies)
    },
  }
})()
