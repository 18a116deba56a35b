import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { parseDialogue, playDialogue } from '../../support/smtp-dialogue.ts'
import { startMailmitt } from '../../support/start-mailmitt.ts'

const folder = path.join(import.meta.dirname, 'dialogues')

test.for(readdirSync(folder))('%s', async (name) => {
  const dialogue = parseDialogue(readFileSync(path.join(folder, name), 'utf8'))
  const { smtpPort } = await startMailmitt(...dialogue.flags)

  const playing = playDialogue(dialogue, smtpPort)

  await expect(playing, name).resolves.toBeUndefined()
})
