import { spawnSync } from 'node:child_process'
import { basename, join } from 'node:path'
import { z } from 'zod'
import { root } from '../../support/checkout.ts'

/** How a program ended, and all that it wrote. */
export interface Ending {
  readonly code: number | null
  readonly out: string
  readonly err: string
}

/** Runs any program and answers how it ended, whatever its code. */
export function run(program: string, words: readonly string[], cwd?: string): Ending {
  return runWith(process.env, program, words, cwd)
}

/** The same in an environment of its own. */
export function runWith(
  env: NodeJS.ProcessEnv,
  program: string,
  words: readonly string[],
  cwd?: string,
): Ending {
  const ended = spawnSync(program, words, {
    cwd,
    env,
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
    timeout: 300_000,
  })
  if (ended.error) throw ended.error
  return { code: ended.status, out: ended.stdout, err: ended.stderr }
}

/** The built command line in plain Node: no window, no set-up around it. */
export function asservat(...words: readonly string[]): Ending {
  return run(process.execPath, [join(root, 'build', 'main', 'cli.js'), ...words])
}

/** Seals as a step on the way to what a test is about; no success ends the test. */
export function sealTo(
  bundle: string,
  folder: string,
  caseFile: string,
  identity: readonly string[],
): string {
  const { code, err } = asservat('seal', folder, '--case', caseFile, ...identity, '--out', bundle)
  if (code !== 0) throw new Error(`nothing was sealed: ${err}`)
  return bundle
}

const word = z.string().min(1)
const sha256 = z.string().regex(/^[0-9a-f]{64}$/)
const time = z.iso.datetime({ offset: true }).nullable()
const indication = z.enum(['TOTAL-PASSED', 'TOTAL-FAILED', 'INDETERMINATE'])

/** The promised members of a line of `verify --json`; further ones are allowed. */
export const verdictLine = z.looseObject({
  file: word,
  verdict: indication,
  subIndication: word.nullable(),
  cryptography: z.enum(['passed', 'failed', 'notChecked']),
  findings: z
    .array(
      z.looseObject({
        check: word,
        state: z.enum(['passed', 'failed', 'notChecked', 'pending']),
        reason: word.optional(),
      }),
    )
    .min(1),
  files: z.array(
    z.looseObject({
      path: word,
      size: z.int().nonnegative(),
      covered: z.boolean(),
      state: z.enum(['ok', 'changed', 'missing', 'pending']),
    }),
  ),
  signers: z.array(
    z.looseObject({
      subject: word,
      serial: z.string().regex(/^[0-9a-f]+$/),
      sha256,
      claimedTime: time,
      provenTime: time,
      verdict: indication,
    }),
  ),
})
export type VerdictLine = z.infer<typeof verdictLine>

/** One decoded line a file, in the order asked; the words after `--json` as given. */
export function verify(files: readonly string[], ...words: readonly string[]): VerdictLine[] {
  const { out } = asservat('verify', '--json', ...words, ...files)
  return out
    .trimEnd()
    .split('\n')
    .map((line) => verdictLine.parse(JSON.parse(line)))
}

/** What a verdict says in short: file, indication, sub-indication, cryptography. */
export function inShort({ file, verdict, subIndication, cryptography }: VerdictLine): string {
  return [basename(file), verdict, subIndication ?? '-', cryptography].join(' ')
}

/** Reasons of all findings that are not passed, each once. */
export function reasons({ findings }: VerdictLine): string[] {
  return [...new Set(findings.filter(({ state }) => state !== 'passed').map(({ reason }) => reason ?? '?'))]
}
