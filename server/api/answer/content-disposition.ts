/** RFC 6266: an ASCII fallback for old clients, and the true name in RFC 5987 form. */
export function contentDisposition(type: 'attachment' | 'inline', fileName: string): string {
  const ascii = fileName.replaceAll(/[^\u0020-\u007e]|["\\/]/g, '_')
  const encoded = encodeURIComponent(fileName.replaceAll(/[\ud800-\udfff]/gu, '\ufffd')).replaceAll(
    /['()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  )
  return `${type}; filename="${ascii}"; filename*=UTF-8''${encoded}`
}
