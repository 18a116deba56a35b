/** Bad paging keeps the default, as clients of Mailpit expect. */
export function toCount(text: string | undefined, fallback: number): number {
  return text !== undefined && /^\d{1,9}$/.test(text) ? Number(text) : fallback
}
