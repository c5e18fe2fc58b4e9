import type { Language } from '../core/language.ts'
import { copyFile, mkdir, mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { app } from 'electron'
import { systemPhrases } from '../cli.ts'
import { identityFrom } from '../cli/identity-from.ts'
import { openWords, readerFrom } from '../cli/open-with.ts'
import { exit, readWords, textOption, type Words } from '../cli/words.ts'
import { frameCount, type FrameTable } from '../core/clip/frame-table.ts'
import type { Failure } from '../core/failure.ts'
import type { StatedPurpose } from '../core/access/purpose.ts'
import { fail, ok, type Result } from '../core/result.ts'
import type { Verdict } from '../core/seal/finding.ts'
import type { ClipFacts } from '../core/seal/bundle-facts.ts'
import { unlessRefused, type SigningIdentity } from '../core/signing.ts'
import { signingObstacle } from '../crypto/may-sign.ts'
import type { FrameRoom } from '../frame-room.ts'
import { exists } from '../disk/write-once.ts'
import { judgeWhole } from '../judge.ts'
import { lockSession } from '../lockdown.ts'
import { failureText, type Phrases } from '../phrases.ts'
import type { Desk } from './desk.ts'
import { openCase } from './open-bundle.ts'
import type { OpenCase } from './open-case.ts'
import { serveScheme } from './scheme.ts'
import { withSampleMark } from './unlock.ts'
import { giveUp, makeDesk, startWords } from './start.ts'

/** `review [BUNDLE] --out DIR [--key P12 --pass-file FILE]`: the main job in one go, without a window to look at. */
export function startReview(root: string, words: readonly string[]): void {
  app.on('window-all-closed', () => undefined)
  app.whenReady().then(async () => app.exit(await review(root, words.slice(1))), giveUp)
}

async function review(root: string, words: readonly string[]): Promise<number> {
  const phrases = await systemPhrases(undefined)
  const say = (line: string) => void process.stdout.write(`${line}\n`)
  const read = readWords(words, {
    values: ['out', 'key', 'pass-file', 'trust', 'home', 'language', 'purpose', ...openWords],
    files: [0, 1],
    required: ['out'],
  })
  if (!read.ok) {
    process.stderr.write(`${phrases('cli.usage', { verb: 'review', word: read.failure })}\n`)
    return exit.unusable
  }
  const done = await unlessRefused(() => reviewWith(root, read.value, say, phrases))
  if (!done.ok) process.stderr.write(`${failureText(phrases, done.failure)}\n`)
  return done.ok ? done.value : exit.unusable
}

async function reviewWith(
  root: string,
  words: Words,
  say: (line: string) => void,
  phrases: Phrases,
): Promise<Result<number, Failure>> {
  const out = resolve(textOption(words, 'out') ?? '')
  await mkdir(out, { recursive: true })
  // All three or none: a new report beside an old ledger would be a trap.
  for (const name of ['report.pdf', 'report.asice', 'findings.ledger'])
    if (await exists(join(out, name))) return fail({ code: 'file.exists', name })
  const [trust, language] = [
    textOption(words, 'trust'),
    textOption(words, 'language') === 'en' ? 'en' : 'de',
  ] as const
  // The case of this one review lies apart, so that nothing of a workstation's cases is touched; the system clears it.
  const asked = {
    ...startWords([]),
    home: textOption(words, 'home') ?? (await mkdtemp(join(tmpdir(), 'asservat-review-'))),
    trust: trust && resolve(trust),
    installed: textOption(words, 'home') ?? startWords([]).home,
  }
  app.setPath('userData', join(asked.home, 'browser'))
  const desk = await makeDesk(root, asked, () => undefined)
  const file =
    words.files[0] === undefined ? join(desk.places.sample, 'sample.asice') : resolve(words.files[0])
  const identity = await identityOf(words, desk)
  if (!identity.ok) return identity
  const reader = await readerFrom(words)
  if (!reader.ok) return reader
  // Before anything is looked at: a report signed out of the certificate's dates would be worth nothing.
  const trusted = identity.value?.sample ? desk.judging.sampleTrust.trust : desk.judging.trust
  const obstacle = identity.value && signingObstacle(identity.value, trusted, desk.judging.now())
  if (obstacle) return fail(obstacle)
  const open: { case?: OpenCase } = {}
  await lockSession(
    serveScheme(
      desk.places.renderer,
      async (request, kind, number) =>
        (await open.case?.clips.serve(request, kind, number)) ?? new Response(null, { status: 404 }),
    ),
  )
  const result = await openCase(file, desk, {
    identity: identity.value,
    reader: reader.value,
    changed: () => undefined,
    gone: () => undefined,
    purpose: purposeOf(words, phrases),
    trying: phrases('access.reason.trying'),
  })
  if (!result.ok) return result.failure.code === 'bundle.notPlayable' ? judgedOnly(file, desk, say) : result
  open.case = result.value
  if (!result.value.view().reviewer) {
    await result.value.close()
    return fail({ code: 'key.sampleOnly' })
  }
  return reviewed(result.value, desk, { out, language, say, phrases })
}

/** As said on the command line; that nothing was said is what the log then says. */
function purposeOf(words: Words, phrases: Phrases): StatedPurpose {
  return { reason: textOption(words, 'purpose') ?? phrases('access.reason.commandLine'), mandate: '' }
}

/** What cannot be reviewed is judged all the same: the exit code is the verdict's. */
async function judgedOnly(
  file: string,
  desk: Desk,
  say: (line: string) => void,
): Promise<Result<number, Failure>> {
  const judged = await judgeWhole(file, desk.judging)
  if (!judged.ok) return judged
  const { indication, subIndication } = judged.value.verdict
  say(`${file}: ${indication} (${subIndication ?? ''})`)
  return ok(codes[indication])
}

/** The key named on the command line; without one the sample identity signs, and for the sample case only. */
async function identityOf(words: Words, desk: Desk): Promise<Result<SigningIdentity | undefined, Failure>> {
  const [key, pass] = [textOption(words, 'key'), textOption(words, 'pass-file')]
  if (key === undefined || pass === undefined) return ok(undefined)
  const identity = await identityFrom(key, pass)
  return identity.ok ? ok(withSampleMark(identity.value, desk.judging)) : identity
}

type Indication = Verdict['indication']

function worstOf(verdicts: readonly Indication[]): Indication {
  const order = ['TOTAL-FAILED', 'INDETERMINATE'] as const
  return order.find((indication) => verdicts.includes(indication)) ?? 'TOTAL-PASSED'
}

const codes = {
  'TOTAL-PASSED': exit.passed,
  'TOTAL-FAILED': exit.failed,
  INDETERMINATE: exit.indeterminate,
}

interface ReviewOptions {
  readonly out: string
  readonly language: Language
  readonly say: (line: string) => void
  readonly phrases: Phrases
}

/** Verify, step, annotate, report, verify the report; the answer is the worst of the three verdicts as an exit code. */
async function reviewed(
  open: OpenCase,
  desk: Desk,
  options: ReviewOptions,
): Promise<Result<number, Failure>> {
  const { say, phrases } = options
  await open.wholeCheck()
  const { bundle } = open.view()
  say(phrases('cli.review.sealed', { name: bundle.name, verdict: bundle.verdict.indication }))
  const stepped = await stepThrough(open, desk, options)
  if (!stepped.ok) return closing(open, stepped)
  const entries = open
    .view()
    .entries.filter((entry) => entry.annotation && !entry.withdrawn && entry.supersededBy === null)
  const report = await open.signReport(
    options.language,
    entries.map((entry) => entry.seq),
  )
  if (!report.ok) return closing(open, report)
  const copies = { pdf: join(options.out, 'report.pdf'), container: join(options.out, 'report.asice') }
  await copyFile(report.value.pdf, copies.pdf)
  await copyFile(report.value.container, copies.container)
  const ledger = await open.records.saveCopy(join(options.out, 'findings.ledger'))
  await open.close()
  if (!ledger.ok) return ledger
  // Signed by the sample's people, who count for nobody but in their own trial run.
  const verdicts: Indication[] = [bundle.verdict.indication]
  const judging = bundle.sample ? { ...desk.judging, trust: desk.judging.sampleTrust.trust } : desk.judging
  for (const path of [copies.pdf, copies.container]) {
    const judged = await judgeWhole(path, judging)
    if (!judged.ok) return judged
    say(phrases('cli.review.report', { path, verdict: judged.value.verdict.indication }))
    if (judged.value.cryptography !== 'passed')
      return fail({ code: 'report.selfCheckFailed', reason: 'cryptography' })
    // A report that does not hold is never covered up by a bundle that does.
    verdicts.push(judged.value.verdict.indication)
  }
  return ok(codes[worstOf(verdicts)])
}

/** Fifty frames on and back on each clip, each decoded picture the same both ways, and a marker where it ended. */
async function stepThrough(
  open: OpenCase,
  desk: Desk,
  { say, phrases, language }: ReviewOptions,
): Promise<Result<null, Failure>> {
  const room = await desk.frameRoom()
  for (const clip of open.view().bundle.case?.clips ?? []) {
    const table = await open.clips.table(clip.number)
    if (!table.ok) {
      say(failureText(phrases, table.failure))
      continue
    }
    const last = Math.min(50, frameCount(table.value) - 1)
    const same = await samePicturesBothWays(room, clip, table.value, last)
    if (!same.ok) return same
    say(
      phrases('cli.review.stepped', { clip: clip.originalName, frames: last, all: frameCount(table.value) }),
    )
    const marked = await open.annotate({
      clip: clip.number,
      from: last,
      to: last,
      kind: 'observation',
      category: 'other',
      text: desk.phrasesIn(language)('cli.review.marker', { clip: clip.originalName, frame: last }),
    })
    if (!marked.ok) return marked
  }
  return ok(null)
}

/** Each picture from the first to `last` and back again must be the same one both times. */
export async function samePicturesBothWays(
  room: FrameRoom,
  clip: ClipFacts,
  table: FrameTable,
  last: number,
): Promise<Result<null, Failure>> {
  const seen: (string | undefined)[] = []
  const hashAt = async (frame: number) => {
    const pixels = await room.pixelsSha256(clip.number, table, frame)
    return pixels.ok ? pixels.value : undefined
  }
  for (let frame = 0; frame <= last; frame++) seen.push(await hashAt(frame))
  for (let frame = last; frame >= 0; frame--) {
    if ((await hashAt(frame)) === seen[frame] && seen[frame] !== undefined) continue
    return fail({ code: 'clip.damaged', clip: clip.originalName, from: frame, to: frame })
  }
  return ok(null)
}

async function closing(
  open: OpenCase,
  result: Result<never, Failure> | Result<null, Failure>,
): Promise<Result<number, Failure>> {
  await open.close()
  return result.ok ? ok(exit.passed) : result
}
