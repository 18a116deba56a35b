import { expect, onTestFinished, test, vi } from 'vitest'
import type { MessageSummary } from '../../../server/contract/message.ts'
import { Notifier } from '../../../ui/lib/state/notifier.svelte.ts'
import type { Notifications } from '../../../ui/lib/state/notifier.svelte.ts'
import { aSummary } from './a-message.ts'

interface Shown {
  readonly title: string
  readonly body: string | undefined
  readonly tag: string | undefined
  click: () => void
}

interface Desktop {
  readonly shown: Shown[]
  asked: number
  readonly notifications: Notifications
}

function aDesktop(before: NotificationPermission, answer: NotificationPermission): Desktop {
  const shown: Shown[] = []
  class OnScreen extends EventTarget {
    static permission = before
    static requestPermission(): Promise<NotificationPermission> {
      desktop.asked += 1
      OnScreen.permission = answer
      return Promise.resolve(answer)
    }
    constructor(title: string, options: NotificationOptions = {}) {
      super()
      const click = (): void => void this.dispatchEvent(new Event('click'))
      shown.push({ title, body: options.body, tag: options.tag, click })
    }
    close(): void {
      this.dispatchEvent(new Event('close'))
    }
  }
  const desktop: Desktop = { shown, asked: 0, notifications: OnScreen }
  return desktop
}

interface Told {
  notifier: Notifier
  desktop: Desktop
  opened: string[]
  preferences: { isNotifying: boolean }
  arrive: (...messages: MessageSummary[]) => void
}

function aNotifier(
  desktop: Desktop,
  { isNotifying = true, isSeen = false }: { isNotifying?: boolean; isSeen?: boolean } = {},
): Told {
  vi.useFakeTimers()
  // jsdom has no windows to bring to the front.
  window.focus = () => undefined
  onTestFinished(() => void vi.useRealTimers())
  const opened: string[] = []
  const preferences = { isNotifying }
  const notifier = new Notifier({
    preferences,
    onopen: (id) => opened.push(id),
    notifications: desktop.notifications,
    isSeen: () => isSeen,
  })
  const arrive = (...messages: MessageSummary[]): void => {
    for (const message of messages) notifier.apply({ Seq: message.Seq, Type: 'new', Data: message })
    vi.advanceTimersByTime(1_000)
  }
  return { notifier, desktop, opened, preferences, arrive }
}

test('asks when it is turned on, and never before', async () => {
  const desktop = aDesktop('default', 'granted')
  const { notifier, arrive, preferences } = aNotifier(desktop, { isNotifying: false })
  arrive(aSummary({ Seq: 1 }))
  expect([desktop.asked, desktop.shown, notifier.status]).toEqual([0, [], 'off'])

  await notifier.turnOn()

  expect([desktop.asked, preferences.isNotifying]).toEqual([1, true])
})

test('one that is refused stays off, and is known to be blocked', async () => {
  const { notifier, preferences } = aNotifier(aDesktop('default', 'denied'), { isNotifying: false })

  await notifier.turnOn()

  expect([notifier.status, preferences.isNotifying]).toEqual(['blocked', false])
})

test('tells subject and recipients; a click opens the message', () => {
  const { arrive, desktop, opened } = aNotifier(aDesktop('granted', 'granted'))

  arrive(aSummary({ Seq: 7, Subject: 'Your code' }))

  expect(desktop.shown).toMatchObject([
    { title: 'Your code', body: 'To ann@example.com', tag: 'mailmitt-id-7' },
  ])
  desktop.shown[0]?.click()
  expect(opened).toEqual(['id-7'])
})

test('a burst is one notification, which opens the newest', () => {
  const { arrive, desktop, opened } = aNotifier(aDesktop('granted', 'granted'))

  arrive(...[1, 2, 3, 4, 5].map((Seq) => aSummary({ Seq })))

  expect(desktop.shown).toMatchObject([
    { title: '5 new messages', body: 'Subject 5\nSubject 4\nSubject 3' },
  ])
  desktop.shown[0]?.click()
  expect(opened).toEqual(['id-5'])
})

test('whoever looks at the inbox is not told', () => {
  const { arrive, desktop } = aNotifier(aDesktop('granted', 'granted'), { isSeen: true })

  arrive(aSummary())

  expect(desktop.shown).toEqual([])
})

test('a browser whose notifications throw has none', () => {
  const desktop = aDesktop('granted', 'granted')
  class Throws extends EventTarget {
    static readonly permission = 'granted'
    static readonly requestPermission = desktop.notifications.requestPermission
    constructor() {
      super()
      throw new TypeError('Illegal constructor')
    }
    close(): void {
      this.dispatchEvent(new Event('close'))
    }
  }
  const { notifier, arrive } = aNotifier({ ...desktop, notifications: Throws })

  arrive(aSummary())

  expect(notifier.status).toBe('unsupported')
})
