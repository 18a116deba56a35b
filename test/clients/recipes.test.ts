import { existsSync, chmodSync, readFileSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import path from 'node:path'
import { expect, test } from 'vitest'
import { entry, nodeFlags } from '../support/run-program.ts'
import { listMessages } from '../support/smtp-inbox.ts'
import type { RunningMailmitt } from '../support/start-mailmitt.ts'
import { startMailmitt } from '../support/start-mailmitt.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import type { Absence } from './find-program.ts'
import { absence, run } from './find-program.ts'

const recipes = readFileSync(path.join(import.meta.dirname, '../../docs/recipes.md'), 'utf8')
const jars = path.join(homedir(), '.m2/repository')

/** How the program of a block is called, and whether this machine can. */
interface Recipe {
  /** After the opening fence. */
  readonly language: string
  readonly file: string
  readonly command: (file: string, folder: string) => readonly [string, ...string[]]
  readonly absence: Absence
}

const blocks: readonly Recipe[] = [
  { language: 'sh', file: 'sign-up', command: (file) => ['sh', file], absence: absence('curl') },
  {
    language: 'bash',
    file: 'sign-up',
    command: (file) => ['bash', file],
    absence: firstOf(absence('curl'), absence('jq')),
  },
  {
    language: 'python',
    file: 'test_sign_up.py',
    command: (file) => ['python3', file],
    absence: absence('python3'),
  },
  {
    language: 'php',
    file: 'sign-up.php',
    command: (file, folder) => [
      'php',
      '-d',
      `sendmail_path=${folder}/mailmitt sendmail -t -i`,
      file,
    ],
    absence: absence('php'),
  },
  {
    language: 'ruby',
    file: 'sign_up_test.rb',
    command: (file) => ['ruby', file],
    absence: absence('ruby'),
  },
  {
    language: 'go',
    file: 'sign_up_test.go',
    command: (file) => ['go', 'test', '-count=1', file],
    absence: absence('go', ['version']),
  },
  {
    language: 'java',
    file: 'SignUpTest.java',
    command: (file) => ['java', '-cp', javaJars().join(path.delimiter), file],
    absence: firstOf(absence('java'), javaAbsence()),
  },
  {
    language: 'csharp',
    file: 'SignUp.cs',
    command: (file) => ['dotnet', 'run', file],
    absence: dotnetAbsence(),
  },
]

function firstOf(...absences: readonly [Absence, ...Absence[]]): Absence {
  return absences.find(({ isAbsent }) => isAbsent) ?? absences[0]
}

function sourceOf(language: string): string {
  const [, source = ''] = new RegExp(`^\`\`\`${language}\n(.*?)^\`\`\``, 'ms').exec(recipes) ?? []
  return source
}

/** Where Maven keeps what the //DEPS name; tests fetch nothing. */
function javaJars(): readonly string[] {
  return [...sourceOf('java').matchAll(/^\/\/DEPS (.+):(.+):(.+)$/gm)].map(
    ([, group = '', name = '', version = '']) =>
      path.join(jars, ...group.split('.'), name, version, `${name}-${version}.jar`),
  )
}

function javaAbsence(): Absence {
  const missing = javaJars().find((jar) => !existsSync(jar))
  return missing === undefined
    ? { isAbsent: false, note: '' }
    : { isAbsent: true, note: ` (skipped: ${path.basename(missing)} is not in ~/.m2)` }
}

/** Only since .NET 10 a file is run as it is. */
function dotnetAbsence(): Absence {
  const isRecent = 'test "$(dotnet --version | cut -d. -f1)" -ge 10'
  const { isAbsent } = absence('sh', ['-c', isRecent])
  return { isAbsent, note: isAbsent ? ' (skipped: .NET 10 is not installed)' : '' }
}

/** Runs a program in a folder where `mailmitt` is on the way; rejects unless it ends with 0. */
async function runRecipe(
  { file, command }: Recipe,
  source: string,
  { url, smtpPort }: Pick<RunningMailmitt, 'url' | 'smtpPort'>,
): Promise<void> {
  const folder = temporaryFolder()
  const mailmitt = [process.execPath, ...nodeFlags, entry].map((word) => `'${word}'`).join(' ')
  writeFileSync(path.join(folder, 'mailmitt'), `#!/bin/sh\nexec ${mailmitt} "$@"\n`)
  chmodSync(path.join(folder, 'mailmitt'), 0o755)
  writeFileSync(path.join(folder, file), source)
  const [program, ...argv] = command(file, folder)
  await run(program, argv, {
    cwd: folder,
    env: {
      ...process.env,
      PATH: [folder, process.env['PATH']].join(path.delimiter),
      // As people write it.
      MAILMITT_URL: url.replace(/\/$/, ''),
      SMTP_PORT: String(smtpPort),
      MAILMITT_SENDMAIL_SMTP_ADDR: `localhost:${smtpPort}`,
      GOPROXY: 'off',
      GOTOOLCHAIN: 'local',
    },
  })
}

/** Compilers, on a busy machine. */
const patience = { timeout: 180_000 }

test('every program of the recipes is tried here', () => {
  const languages = [...recipes.matchAll(/^```(\w+)$/gm)].map(([, language]) => language)

  expect(languages).toEqual(blocks.map(({ language }) => language))
})

for (const recipe of blocks) {
  const { language } = recipe
  const { isAbsent, note } = recipe.absence
  const source = sourceOf(language)

  test.skipIf(isAbsent)(`${language}: reads the code and the link${note}`, patience, async () => {
    const mailmitt = await startMailmitt()

    await runRecipe(recipe, source, mailmitt)

    expect(await listMessages(mailmitt.url)).toMatchObject([
      { Subject: 'Welcome', Inboxes: ['signup'], EnvelopeTo: ['ann@signup.inbox.test'] },
    ])
  })

  test.skipIf(isAbsent)(`${language}: fails for another code${note}`, patience, async () => {
    const mailmitt = await startMailmitt()

    const end = runRecipe(recipe, source.replace('482913', '111222'), mailmitt)

    await expect(end).rejects.toMatchObject({ code: expect.any(Number) as number })
    expect(await listMessages(mailmitt.url)).toHaveLength(1)
  })

  test.skipIf(isAbsent)(
    `${language}: without the mail it shows the server's sentence${note}`,
    patience,
    async () => {
      const { url } = await startMailmitt()
      const { smtpPort } = await startMailmitt()

      const failure = await runRecipe(recipe, source.replace('10s', '300ms'), {
        url,
        smtpPort,
      }).then(
        () => undefined,
        (error: unknown) => error as { stdout: string; stderr: string },
      )

      expect(`${failure?.stdout}${failure?.stderr}`).toMatch(
        /No message matched .*subject:.*welcome.* in the inbox signup within \d+ ms\./s,
      )
    },
  )
}
