import type { AppInfo } from '../../server/contract/app.ts'
import { expect, test } from 'vitest'
import { ask } from '../support/http.ts'
import { startMailmitt } from '../support/start-mailmitt.ts'
import { absenceByUsage, run } from './find-program.ts'

const smtpSource = absenceByUsage('smtp-source')

test.skipIf(smtpSource.isAbsent)(
  `Postfix's smtp-source with 100 sessions at once loses nothing${smtpSource.note}`,
  async () => {
    const { smtpPort, url } = await startMailmitt('--max', '0')
    const mail = ['-m', '2000', '-l', '4000', '-f', 'a@x.test', '-t', 'b@y.test']

    await run('smtp-source', ['-s', '100', ...mail, `127.0.0.1:${smtpPort}`])

    const info = (await ask(`${url}api/v1/info`)).json() as AppInfo
    expect(info).toMatchObject({ Messages: 2_000, RuntimeStats: { SMTPAccepted: 2_000 } })
  },
)
