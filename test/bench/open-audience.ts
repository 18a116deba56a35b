import { fork } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import type { AudiencePlan, AudienceReport } from './audience.ts'

export interface Audience extends AsyncDisposable {
  /** Everything is visible: tells what the audience has heard of it. */
  report(): Promise<AudienceReport>
}

/** Resolves when every wait is held and every websocket is open. */
export async function openAudience(plan: AudiencePlan): Promise<Audience> {
  const child = fork(path.join(import.meta.dirname, 'audience.ts'))
  const exited = once(child, 'exit')
  const ended = exited.then((): never => {
    throw new Error('The audience ended before it had told what it heard.')
  })
  // Only of interest while something is waited for.
  ended.catch(() => undefined)
  const next = async (): Promise<unknown> => {
    const [message] = (await Promise.race([once(child, 'message'), ended])) as [unknown]
    return message
  }
  child.send(plan)
  await next()
  return {
    async report() {
      const reported = next()
      child.send('over')
      return (await reported) as AudienceReport
    },
    async [Symbol.asyncDispose]() {
      if (child.exitCode === null) child.kill('SIGTERM')
      await exited
    },
  }
}
