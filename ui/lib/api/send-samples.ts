import { mail } from './mail.ts'
import { sampleMessages } from './samples.ts'

/** One after the other, so that they arrive in the order they are listed. */
export async function sendSamples(): Promise<void> {
  for (const message of sampleMessages()) await mail.send(message)
}
