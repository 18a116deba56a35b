import type { FeedFrame } from '../../../server/contract/events.ts'

/** What happened, as opposed to what the server says about itself. */
export type LoggedFrame = Exclude<FeedFrame, { Type: 'stats' | 'reset' }>
export type NewFrame = Extract<FeedFrame, { Type: 'new' }>

/** Evictions first, and never a message that came and was evicted at once; the rest in its order. */
export function grouped(frames: readonly LoggedFrame[]): LoggedFrame[][] {
  const came = new Set(frames.filter(({ Type }) => Type === 'new').map(idOf))
  const isEviction = (frame: LoggedFrame): boolean =>
    frame.Type === 'delete' && frame.Data.Evicted === true
  const gone = new Set(frames.filter(isEviction).map(idOf))
  const evictions = frames.filter((frame) => isEviction(frame) && !came.has(idOf(frame)))
  const groups = evictions.map((frame) => [frame])
  for (const frame of frames) {
    if (isEviction(frame) || (frame.Type === 'new' && gone.has(frame.Data.ID))) continue
    const last = groups.at(-1)
    if (frame.Type === 'new' && last?.[0]?.Type === 'new') last.push(frame)
    else groups.push([frame])
  }
  return groups
}

function idOf(frame: LoggedFrame): string {
  return frame.Data === null ? '' : frame.Data.ID
}
