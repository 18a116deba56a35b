import { render, screen } from '@testing-library/svelte'
import { expect, test } from 'vitest'
import type { MessageSummary } from '../../../server/contract/message.ts'
import MessageRow from '../../../ui/components/MessageRow.svelte'
import { aSummary } from './a-message.ts'

function show(fields: Partial<MessageSummary>): HTMLElement {
  render(MessageRow, {
    message: aSummary(fields),
    href: '/view/1',
    now: new Date('2026-11-22T12:05:00Z'),
    isCurrent: false,
    isSelected: false,
    isSelecting: false,
    isTabStop: true,
    onselect: () => undefined,
  })
  return screen.getByRole('link')
}

test('shows who got it, from whom, what and when', () => {
  const row = show({ Subject: 'Welcome', Snippet: 'Hello Ann' })

  for (const text of ['ann@example.com', 'App', 'Welcome', 'Hello Ann', '5m']) {
    expect(row.textContent).toContain(text)
  }
})

test('marks what is unread, has files, and is in inboxes and under tags', () => {
  const row = show({ Read: false, Attachments: 2, Inboxes: ['checkout'], Tags: ['billing'] })

  for (const text of ['Unread.', '2 attached', 'checkout', 'billing']) {
    expect(row.textContent).toContain(text)
  }
  expect(row.querySelector('time')?.title).toMatch(/2026.*\d{1,2}:\d{2}:\d{2}/)
})

test('the recipient stands before the sender', () => {
  const { textContent } = show({ Subject: 'Welcome' })

  expect(textContent.indexOf('ann@example.com')).toBeLessThan(textContent.indexOf('App'))
})

test('counts the recipients that have no room', () => {
  const To = [1, 2, 3].map((number) => ({ Name: '', Address: `user-${number}@example.com` }))

  expect(show({ To }).textContent).toContain('+2')
})

test('says what is missing', () => {
  const row = show({ Subject: '', To: [], EnvelopeTo: [], Snippet: '' })

  for (const text of ['No subject', 'no recipient', 'No text']) {
    expect(row.textContent).toContain(text)
  }
})

test('markup in a subject stays text', () => {
  const row = show({ Subject: '<img src=x onerror=alert(1)>' })

  expect(row.querySelector('img')).toBeNull()
  expect(row.textContent).toContain('<img src=x onerror=alert(1)>')
})
