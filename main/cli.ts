import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { copy } from './cli/copy.ts'
import { frames } from './cli/frames.ts'
import { kit } from './cli/kit.ts'
import { ledger } from './cli/ledger.ts'
import { report } from './cli/report.ts'
import { restore } from './cli/restore.ts'
import { seal } from './cli/seal.ts'
import { trust } from './cli/trust.ts'
import { support } from './cli/support.ts'
import { selfCheck } from './cli/self-check.ts'
import { updateCheck } from './cli/update-check.ts'
import { verify } from './cli/verify.ts'
import { verifyArchive } from './cli/verify-archive.ts'
import { exit, type Streams } from './cli/words.ts'
import { ok } from './core/result.ts'
import { unlessRefused } from './core/signing.ts'
import { homeFolder } from './disk/home.ts'
import { readSettings } from './disk/settings.ts'
import { judgingFor, type KeptJudging } from './judge.ts'
import { failureText, languageOf, phrasesIn, type Phrases } from './phrases.ts'
import { placesFrom } from './places.ts'

/** Verbs that need neither window nor display. */
export const plainVerbs = [
  'verify',
  'seal',
  'copy',
  'restore',
  'ledger',
  'frames',
  'kit',
  'report',
  'trust',
  'self-check',
  'update-check',
  'support',
  'help',
] as const

/** Verbs that print pages, and therefore need a hidden window. */
export const windowVerbs = ['review', 'redact'] as const

const terminal: Streams = {
  out: (line) => void process.stdout.write(`${line}\n`),
  err: (line) => void process.stderr.write(`${line}\n`),
}

/** Carries out a verb that needs no window; the exit code is the answer. */
export async function runPlainVerb(
  root: string,
  words: readonly string[],
  streams: Streams = terminal,
): Promise<number> {
  const done = await unlessRefused<number, never>(async () => ok(await runVerb(root, words, streams)))
  if (done.ok) return done.value
  streams.err(failureText(await systemPhrases(valueAfter(words, '--home')), done.failure))
  return exit.unusable
}

async function runVerb(root: string, words: readonly string[], streams: Streams): Promise<number> {
  const [verb, ...rest] = words
  const home = valueAfter(rest, '--home')
  const phrases = await systemPhrases(home)
  const judging = judgingOrExit(root, home, phrases)
  switch (verb) {
    case 'verify':
      if (rest.some((word) => word.startsWith('--recursive')))
        return verifyArchive(rest, streams, phrases, root)
      return verify(rest, streams, phrases, judging, placesFrom(root).nativeBinding)
    case 'self-check':
      return selfCheck(rest, streams, phrases, root, judging)
    case 'support':
      return support(rest, streams, phrases, root, judging)
    case 'update-check':
      return updateCheck(rest, streams, phrases, root, judging)
    case 'seal':
      return seal(rest, streams, phrases)
    case 'copy':
      return copy(rest, streams, phrases, judging)
    case 'restore':
      return restore(rest, streams, phrases, placesFrom(root), judging)
    case 'frames':
      return frames(rest, streams, phrases, () => judging(undefined))
    case 'kit':
      return kit(rest, streams, phrases, judging)
    case 'report':
      return report(rest, streams, phrases)
    case 'ledger':
      return ledger(rest, streams, phrases, placesFrom(root).nativeBinding, judging)
    case 'trust':
      return trust(rest, streams, phrases)
    default:
      streams.err(phrases('cli.help'))
      return ['help', '--help', '-h'].includes(verb ?? '') ? exit.passed : exit.unusable
  }
}

/** The language of the settings, else of the system. */
export async function systemPhrases(home: string | undefined): Promise<Phrases> {
  const chosen = (await readSettings(homeFolder(home))).language
  return phrasesIn(chosen ?? languageOf(Intl.DateTimeFormat().resolvedOptions().locale))
}

function judgingOrExit(
  root: string,
  home: string | undefined,
  phrases: Phrases,
): (trust: string | undefined) => Promise<KeptJudging> {
  return async (named) => {
    const judging = await judgingFor(placesFrom(root), { home, trust: named })
    if (judging.ok) return judging.value
    terminal.err(failureText(phrases, judging.failure))
    return process.exit(exit.unusable)
  }
}

function valueAfter(words: readonly string[], option: string): string | undefined {
  const at = words.indexOf(option)
  return at < 0 ? undefined : words[at + 1]
}

const here = fileURLToPath(import.meta.url)
// Started as a program (not imported by the window's main): the words are its own.
if (process.argv[1] === here)
  process.exitCode = await runPlainVerb(join(here, '..', '..', '..'), process.argv.slice(2))
