import { limits } from '../limits.ts'

// What is in the mail itself, or does nothing but run.
const notLinks = new Set(['javascript', 'vbscript', 'data', 'cid', 'mid', 'about', 'blob'])
const scheme = /^([a-z][a-z\d+.-]{0,31}):(.?)/i
const withoutHost = /^(?:https?|ftp):(?!\/\/[^\s/?#])/i

/**
 * The address as a browser takes it from an attribute; `undefined` for what leads nowhere from a mail:
 * relative addresses, fragments, scripts and what is in the mail itself.
 */
export function absoluteUrl(written: string): string | undefined {
  if (written.length > limits.linkUrlLengthMax) return undefined
  const url = written.replace(/[\t\r\n]/g, '').trim()
  if (url.startsWith('//')) return absoluteUrl(`https:${url}`)
  const [, name, next = ''] = scheme.exec(url) ?? []
  if (name === undefined || notLinks.has(name.toLowerCase()) || next === '') return undefined
  // `localhost:3000/x` is a host and a port, relative by mistake.
  if (/\d/.test(next) && !/^(?:tel|sms|callto|fax)$/i.test(name)) return undefined
  return withoutHost.test(url) ? undefined : url
}
