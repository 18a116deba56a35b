import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, expect, test } from 'vitest'
import type { Dialogue } from '../../support/smtp-dialogue.ts'
import { parseDialogue, playDialogue } from '../../support/smtp-dialogue.ts'
import type { RunningMailmitt } from '../../support/start-mailmitt.ts'
import { launchMailmittIn } from '../../support/start-mailmitt.ts'

const folder = path.join(import.meta.dirname, 'dialogues')

/** One server for all dialogues with the same settings: each has a connection of its own. */
const servers = new Map<string, Promise<RunningMailmitt>>()

function serverFor({ flags, env, listener }: Dialogue): Promise<RunningMailmitt> {
  const listen = listener === 'smtp' ? [] : [`--${listener}`, 'localhost:0']
  const key = JSON.stringify([flags, env, listen])
  const server = servers.get(key) ?? launchMailmittIn(env, ...flags, ...listen)
  servers.set(key, server)
  return server
}

/** The listener of a dialogue comes last: the plain one is always there. */
async function portFor(dialogue: Dialogue): Promise<number> {
  const { smtp } = await serverFor(dialogue)
  return smtp.at(-1)?.Port ?? 0
}

afterAll(async () => {
  const running = await Promise.all(servers.values())
  await Promise.all(running.map((server) => server.close()))
})

test.for(readdirSync(folder))('%s', async (name) => {
  const dialogue = parseDialogue(readFileSync(path.join(folder, name), 'utf8'))
  const port = await portFor(dialogue)

  const playing = playDialogue(dialogue, port)

  await expect(playing, name).resolves.toBeUndefined()
})
