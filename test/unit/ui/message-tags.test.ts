import fc from 'fast-check'
import { expect, test } from 'vitest'
import { MailmittHttpError } from '../../../client/http.ts'
import { cleanTag as cleanByServer, sortTags, tagKey } from '../../../server/core/tags/clean-tag.ts'
import { toTags } from '../../../server/core/tags/to-tags.ts'
import { MessageTags } from '../../../ui/lib/state/message-tags.svelte.ts'
import { cleanTag, withTag } from '../../../ui/lib/state/tag-names.ts'

/** What the server makes of names that no other message has. */
function kept(names: readonly string[]): readonly string[] {
  return sortTags(toTags(names))
}

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

test.for([
  ['a/b', 'a b'],
  ['  Much   space ', 'Much space'],
  ['wel\u200bcome', 'wel come'],
  ['WELCOME', 'Welcome'],
] as const)(
  '%j is shown as the server will write it, and the row stays as it is',
  async ([typed, written]) => {
    const server = aServer()
    const tags = server.tagsOf(['beta', 'Zeta'])
    await tags.loadKnown()

    const adding = tags.add(typed)
    const shown = tags.shown
    expect(shown).toContain(written)
    await server.asked()
    server.accept()
    await adding
    expect(tags.shown).toEqual(shown)
    tags.hear(kept(server.sent[0] ?? []))

    expect(tags.shown).toEqual(shown)
  },
)

test('a tag of which nothing would be left is refused in a sentence', async () => {
  const server = aServer()
  const tags = server.tagsOf(['One'])

  await tags.add('///')

  expect(tags.shown).toEqual(['One'])
  expect(server.sent).toEqual([])
  expect(server.said).toEqual(['A tag is made of letters, digits, spaces and any of - _ . @'])
})

test('names are cleaned, compared and sorted as the server does', () => {
  const unit = fc.constantFrom(...Array.from('aAßςıé/ -_.@"7'), '\u200b', 'e\u0301', 'i\u0307', 'ﬁ')
  const name = fc.string({ unit, minLength: 1, maxLength: 8 })
  fc.assert(
    fc.property(fc.uniqueArray(name, { maxLength: 5, selector: tagKey }), name, (names, more) => {
      expect(cleanTag(more)).toBe(cleanByServer(more))
      const tags = kept(names)
      expect(withTag(tags, cleanTag(more), [])).toEqual(kept([...tags, more]))
    }),
  )
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
