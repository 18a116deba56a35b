import { expect, test } from 'vitest'
import { MailmittHttpError } from '../../../client/http.ts'
import { MessageTags } from '../../../ui/lib/state/message-tags.svelte.ts'

/** A server that answers each change when it is told to, and remembers what it was sent. */
function aServer() {
  const sent: (readonly string[])[] = []
  const waiting: { resolve: () => void; reject: (error: Error) => void }[] = []
  const said: string[] = []
  const client = {
    tags: () => Promise.resolve(['Invoice', 'Welcome']),
    setTags: (_ids: readonly string[], tags: readonly string[]) => {
      sent.push(tags)
      return new Promise<void>((resolve, reject) => waiting.push({ resolve, reject }))
    },
  }
  return {
    sent,
    said,
    asked: () => expect.poll(() => waiting.length).toBeGreaterThan(0),
    accept: () => waiting.shift()?.resolve(),
    refuse: () =>
      waiting.shift()?.reject(new MailmittHttpError('Not today.', { status: 503, code: 'busy' })),
    tagsOf: (tags: readonly string[]) =>
      new MessageTags({ client, id: 'a', tags, say: (sentence) => said.push(sentence) }),
  }
}

test('a tag shows before the server has heard of it', async () => {
  const server = aServer()
  const tags = server.tagsOf(['One'])

  const adding = tags.add(' Two ')

  expect(tags.shown).toEqual(['One', 'Two'])
  await server.asked()
  server.accept()
  await adding
  expect(server.sent).toEqual([['One', 'Two']])
  expect(tags.shown).toEqual(['One', 'Two'])
})

test('a tag that the server refuses goes away again, with its sentence', async () => {
  const server = aServer()
  const tags = server.tagsOf(['One'])

  const removing = tags.remove('One')
  expect(tags.shown).toEqual([])
  await server.asked()
  server.refuse()
  await removing

  expect(tags.shown).toEqual(['One'])
  expect(server.said).toEqual(['Not today.'])
})

test('of two quick changes the second one does not undo the first', async () => {
  const server = aServer()
  const tags = server.tagsOf([])

  const first = tags.add('One')
  const second = tags.add('Two')
  expect(tags.shown).toEqual(['One', 'Two'])
  await server.asked()
  server.refuse()
  await first
  expect(tags.shown).toEqual(['Two'])
  await server.asked()
  server.accept()
  await second

  expect(server.sent).toEqual([['One'], ['Two']])
  expect(tags.shown).toEqual(['Two'])
})

test('the feed has the last word on how a tag is written', async () => {
  const server = aServer()
  const tags = server.tagsOf([])

  const adding = tags.add('a/b')
  await server.asked()
  tags.hear(['a b'])
  server.accept()
  await adding

  expect(tags.shown).toEqual(['a b'])
})

test('a tag that is there is not there twice, whatever its case', () => {
  const tags = aServer().tagsOf(['Invoice'])

  void tags.add('invoice')

  expect(tags.shown).toEqual(['Invoice'])
})

test('knows the tags of all mail when asked to', async () => {
  const tags = aServer().tagsOf([])

  await tags.loadKnown()

  expect(tags.known).toEqual(['Invoice', 'Welcome'])
})
