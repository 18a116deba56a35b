import { compareRates } from '../compare-rates.ts'
import type { RateMeasures } from '../compare-rates.ts'
import { atLeast, ratioAtLeast } from '../measure.ts'
import type { Row } from '../row.ts'

const unit = 'messages/s'
const measures: RateMeasures = {
  ceiling: { id: 'burst.bare', what: 'Burst: bare smtp-server, thrown away', unit },
  accepted: {
    id: 'burst.accepted',
    what: 'Burst: accepted',
    unit,
    target: ratioAtLeast(0.7),
    floor: ratioAtLeast(0.2),
  },
  visible: {
    id: 'burst.visible',
    what: 'Burst: read, indexed and visible',
    unit,
    target: ratioAtLeast(0.4),
    floor: ratioAtLeast(0.1),
  },
  maildev: { id: 'burst.maildev', what: 'Burst: MailDev, accepted', unit },
  overMaildev: {
    id: 'burst.over-maildev',
    what: 'Burst: Mailmitt over MailDev, accepted',
    unit: '×',
    target: atLeast(6),
  },
}

export const burst: Row = {
  name: 'burst',
  how: 'Messages of 2 KB over 20 connections that stay open, each command waiting for its reply.',
  measures: Object.values(measures),
  run: (settings) => compareRates(settings, { messages: settings.messages }, measures),
}
