/** About a second: on a busy machine a row takes its time. */
const framesMax = 60

/** Gives the focus to a row of a virtual list, unless somebody takes it elsewhere meanwhile. */
export async function focusRowIn(frame: HTMLElement | undefined, id: string): Promise<void> {
  const before = document.activeElement
  // A row that was just added, or far away, is there some frames later; until it was measured it is hidden,
  // and takes no focus.
  for (let frames = 0; frames < framesMax; frames += 1) {
    await nextFrame()
    const now = document.activeElement
    if (now !== before && now !== document.body) return
    const row = frame?.querySelector<HTMLElement>(`[data-id="${CSS.escape(id)}"]`)
    row?.focus({ preventScroll: true })
    if (row && document.activeElement === row) return
  }
}

function nextFrame(): Promise<void> {
  return new Promise((resolve) => {
    requestAnimationFrame(() => resolve())
  })
}
