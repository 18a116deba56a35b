import type { EventLog } from '../event-log.ts'
import type { Message } from '../message.ts'

type See = (message: Message) => void

/** A place at the board. */
export interface Seat {
  /** Messages that have come to other inboxes since, counted for all seats at once. */
  readonly elsewhere: number
  leave(): void
}

/** Where waits see what comes. A message costs the seats that can see it, however many others there are. */
export interface WaitBoard {
  /** Seq of the newest message of this run; the log's origin before the first. */
  readonly newest: number
  /** From now on shows each message of the inbox, of any when it is `undefined`, in order. */
  join(inbox: string | undefined, see: See): Seat
  close(): void
}

interface Group {
  arrivals: number
  readonly seats: Set<See>
}

export function createWaitBoard(log: EventLog): WaitBoard {
  const all: Group = { arrivals: 0, seats: new Set() }
  const byInbox = new Map<string, Group>()
  let newest = log.origin

  const unsubscribe = log.subscribe((entry) => {
    if (entry.type !== 'added') return
    const { message } = entry
    newest = message.seq
    show(all, message)
    for (const inbox of message.inboxes) {
      const group = byInbox.get(inbox)
      if (group) show(group, message)
    }
  })

  function groupOf(inbox: string | undefined): Group {
    if (inbox === undefined) return all
    const group = byInbox.get(inbox) ?? { arrivals: 0, seats: new Set() }
    byInbox.set(inbox, group)
    return group
  }

  return {
    get newest() {
      return newest
    },
    join(inbox, see) {
      const group = groupOf(inbox)
      const before = all.arrivals - group.arrivals
      group.seats.add(see)
      return {
        get elsewhere() {
          return all.arrivals - group.arrivals - before
        },
        leave() {
          group.seats.delete(see)
          if (inbox !== undefined && group.seats.size === 0) byInbox.delete(inbox)
        },
      }
    },
    close() {
      unsubscribe()
    },
  }
}

function show(group: Group, message: Message): void {
  group.arrivals += 1
  for (const see of group.seats) see(message)
}
