import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { parseDialogue, playDialogue } from '../../support/smtp-dialogue.ts'
import type { RunningMailmitt } from '../../support/start-mailmitt.ts'
import { launchMailmitt } from '../../support/start-mailmitt.ts'

const folder = path.join(import.meta.dirname, 'dialogues')

/** One server for all dialogues with the same flags: each has a connection of its own. */
const servers = new Map<string, Promise<RunningMailmitt>>()

function serverFor(flags: readonly string[]): Promise<RunningMailmitt> {
  const key = flags.join(' ')
  const server = servers.get(key) ?? launchMailmitt(...flags)
  servers.set(key, server)
  return server
}

afterAll(async () => {
  for (const server of servers.values()) await (await server).close()
})

test.for(readdirSync(folder))('%s', async (name) => {
  const dialogue = parseDialogue(readFileSync(path.join(folder, name), 'utf8'))
  const { smtpPort } = await serverFor(dialogue.flags)

  const playing = playDialogue(dialogue, smtpPort)

  await expect(playing, name).resolves.toBeUndefined()
})
