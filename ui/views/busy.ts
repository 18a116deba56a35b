/** Whether keys that are pressed there are text. */
export function isTyping(element: Element | null): boolean {
  return (
    element instanceof HTMLTextAreaElement ||
    element instanceof HTMLSelectElement ||
    (element instanceof HTMLInputElement && element.type !== 'checkbox') ||
    (element instanceof HTMLElement && element.isContentEditable)
  )
}

export function isDialogOpen(): boolean {
  return (
    document.querySelector('[role="dialog"], [role="alertdialog"], [role="menu"]:not([hidden])') !==
    null
  )
}

/** Whether the reader is in the middle of something that another message would break off. */
export function isReaderBusy(): boolean {
  const selection = document.getSelection()
  const isSelecting = selection !== null && !selection.isCollapsed
  return isSelecting || isDialogOpen() || isTyping(document.activeElement)
}
