import { compareRates } from '../compare-rates.ts'
import type { RateMeasures } from '../compare-rates.ts'
import { atLeast, ratioAtLeast } from '../measure.ts'
import type { Row } from '../row.ts'

const unit = 'messages/s'
const measures: RateMeasures = {
  ceiling: {
    id: 'connections.bare',
    what: 'A connection per message: bare smtp-server without its pause',
    unit,
  },
  accepted: {
    id: 'connections.accepted',
    what: 'A connection per message: accepted',
    unit,
    target: ratioAtLeast(0.75),
  },
  visible: {
    id: 'connections.visible',
    what: 'A connection per message: read, indexed and visible',
    unit,
  },
  maildev: { id: 'connections.maildev', what: 'A connection per message: MailDev, accepted', unit },
  overMaildev: {
    id: 'connections.over-maildev',
    what: 'A connection per message: Mailmitt over MailDev, accepted',
    unit: '×',
    target: atLeast(5),
  },
}

export const connections: Row = {
  name: 'connections',
  how: 'The same messages, each over a connection of its own, 20 at a time.',
  measures: Object.values(measures),
  run: (settings) =>
    compareRates(settings, { messages: settings.messages, isKeptOpen: false }, measures),
}
