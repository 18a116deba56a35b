/** Puts a text where Ctrl V takes it from. */
export async function copyText(text: string): Promise<void> {
  // A page that came over plain http from another machine has no clipboard API.
  if (window.isSecureContext) await navigator.clipboard.writeText(text)
  else copyBySelection(text)
}

function copyBySelection(text: string): void {
  const focused = document.activeElement
  const source = document.createElement('textarea')
  source.value = text
  document.body.append(source)
  source.select()
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- Nothing else copies there.
  document.execCommand('copy')
  source.remove()
  if (focused instanceof HTMLElement) focused.focus()
}
