/** `12,345`, for people. `toLocaleString` costs as much as a reply of the transcript that has it. */
export function formatCount(count: number): string {
  return String(count).replaceAll(/\B(?=(?:\d{3})+$)/g, ',')
}
