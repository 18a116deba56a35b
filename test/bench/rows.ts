import type { Row } from './row.ts'
import { burst } from './rows/burst.ts'
import { connections } from './rows/connections.ts'
import { firstLoad } from './rows/first-load.ts'
import { kept } from './rows/kept.ts'
import { large } from './rows/large.ts'
import { loop } from './rows/loop.ts'
import { screen } from './rows/screen.ts'
import { scroll } from './rows/scroll.ts'
import { sdk } from './rows/sdk.ts'
import { start } from './rows/start.ts'
import { wait } from './rows/wait.ts'
import { waits } from './rows/waits.ts'

/** In the order of the table. */
export const rows: readonly Row[] = [
  burst,
  connections,
  wait,
  large,
  kept,
  waits,
  start,
  loop,
  sdk,
  firstLoad,
  screen,
  scroll,
]
