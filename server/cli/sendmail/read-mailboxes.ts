import { exitCodes, SendmailError } from './exit-codes.ts'

/**
 * The addresses of address lists (RFC 5322 3.4), each once. A name alone is a user of this machine, as in
 * the mail of cron: `root`.
 */
export async function readMailboxes(lists: readonly string[]): Promise<readonly string[]> {
  const { default: parseAddresses } = await import('nodemailer/lib/addressparser')
  const addresses = lists
    .flatMap((list) => parseAddresses(list, { flatten: true }))
    .map(({ address, name }) => (address === '' ? name : address))
    .filter((address) => address !== '')
  for (const address of addresses) checkAddress(address)
  return [...new Set(addresses)]
}

/** Nothing in an address may end the command that carries it; spaces are for quoted local parts. */
export function checkAddress(address: string): string {
  if (!/[<>\u0000-\u001f\u007f]|^[^"]*\s/.test(address)) return address
  throw new SendmailError(exitCodes.dataError, `${JSON.stringify(address)} is not an address.`)
}
