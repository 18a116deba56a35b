/** Bad paging keeps the default, as clients of Mailpit expect; there is no greatest page. */
export function toCount(text: string | undefined, fallback: number): number {
  if (text === undefined || !/^\d{1,100}$/.test(text)) return fallback
  return Math.min(Number(text), Number.MAX_SAFE_INTEGER)
}
