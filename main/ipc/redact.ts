import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join, resolve } from 'node:path'
import { app } from 'electron'
import { systemPhrases } from '../cli.ts'
import { identityFrom } from '../cli/identity-from.ts'
import { withLedger } from '../cli/ledger-session.ts'
import { openWords, readerFrom } from '../cli/open-with.ts'
import { exit, readWords, textOption, type Words } from '../cli/words.ts'
import { frameCount, type FrameTable } from '../core/clip/frame-table.ts'
import type { Failure } from '../core/failure.ts'
import { parsePlan, type RedactionPlan } from '../core/redaction/plan.ts'
import { fail, ok, type Result } from '../core/result.ts'
import { unlessRefused, type SigningIdentity } from '../core/signing.ts'
import { signingObstacle } from '../crypto/may-sign.ts'
import { exists } from '../disk/write-once.ts'
import { openAndJudge, type Judged } from '../judge.ts'
import { lockSession } from '../lockdown.ts'
import { failureText } from '../phrases.ts'
import { openEncrypted } from '../verify/open-encrypted.ts'
import { ClipRoom } from './clip-room.ts'
import type { Desk } from './desk.ts'
import { discloseClip, type DisclosureJob, type MadeDisclosure } from './disclose-clip.ts'
import { serveScheme } from './scheme.ts'
import { giveUp, makeDesk, startWords } from './start.ts'

/** `redact BUNDLE#CLIP --plan PLAN --out FOLDER [--key P12 --pass-file FILE]`: a copy without what the plan hides. */
export function startRedaction(root: string, words: readonly string[]): void {
  app.on('window-all-closed', () => undefined)
  app.whenReady().then(async () => app.exit(await redact(root, words.slice(1))), giveUp)
}

async function redact(root: string, words: readonly string[]): Promise<number> {
  const phrases = await systemPhrases(undefined)
  const read = readWords(words, {
    values: [
      'plan',
      'out',
      'key',
      'pass-file',
      'trust',
      'home',
      'language',
      'ledger',
      'recipient',
      ...openWords,
    ],
    files: [1, 1],
    required: ['plan', 'out'],
  })
  if (!read.ok) {
    process.stderr.write(`${phrases('cli.usage', { verb: 'redact', word: read.failure })}\n`)
    return exit.unusable
  }
  // A card that refuses in the middle says so in its own words.
  const done = await unlessRefused(() => redactWith(root, read.value))
  if (done.ok) process.stdout.write(`${phrases('cli.redacted', { ...done.value })}\n`)
  else process.stderr.write(`${failureText(phrases, done.failure)}\n`)
  return done.ok ? exit.passed : exit.unusable
}

async function redactWith(root: string, words: Words): Promise<Result<MadeDisclosure, Failure>> {
  const out = resolve(textOption(words, 'out') ?? '')
  for (const name of ['redacted.asice', 'redaction.json'])
    if (await exists(join(out, name))) return fail({ code: 'file.exists', name })
  const [word = ''] = words.files
  const hash = word.lastIndexOf('#')
  if (hash < 0) return fail({ code: 'file.notFound', name: word })
  const reader = await readerFrom(words)
  if (!reader.ok) return reader
  const scratch = await mkdtemp(join(tmpdir(), 'asservat-redact-'))
  const trust = textOption(words, 'trust')
  const installed = textOption(words, 'home') ?? startWords([]).home
  app.setPath('userData', join(scratch, 'browser'))
  try {
    const asked = { ...startWords([]), home: scratch, trust: trust && resolve(trust), installed }
    const desk = await makeDesk(root, asked, () => undefined)
    const opened = await openAndJudge(resolve(word.slice(0, hash)), desk.judging)
    if (!opened.ok) return opened
    try {
      const read = await openEncrypted(opened.value.judged, reader.value)
      if (!read.ok) return read
      return await redactOpened(opened.value, word.slice(hash + 1), { words, desk, scratch, out })
    } finally {
      opened.value.judged.forget()
      await opened.value.file.close()
    }
  } finally {
    await rm(scratch, { recursive: true, force: true })
  }
}

interface Setting {
  readonly words: Words
  readonly desk: Desk
  readonly scratch: string
  readonly out: string
}

async function redactOpened(
  { judged }: Judged,
  name: string,
  setting: Setting,
): Promise<Result<MadeDisclosure, Failure>> {
  const { words, desk } = setting
  const { case: sealed, sample } = judged.facts()
  const clip = sealed?.clips.find((one) => [one.path, one.originalName, String(one.number)].includes(name))
  if (!sealed || !clip) return fail({ code: 'file.notFound', name })
  const identity = await signer(words, desk, sample)
  if (!identity.ok) return identity
  const clips = new ClipRoom(
    judged,
    () => undefined,
    () => undefined,
  )
  await lockSession(
    serveScheme(
      desk.places.renderer,
      async (request, kind, number) =>
        (await clips.serve(request, kind, number)) ?? new Response(null, { status: 404 }),
    ),
  )
  const table = await clips.table(clip.number)
  if (!table.ok) return table
  const plan = await planFrom(textOption(words, 'plan') ?? '', table.value)
  if (!plan.ok) return plan
  return recorded(setting, (record) =>
    discloseClip({
      judged,
      sealed,
      clip,
      table: table.value,
      plan: plan.value,
      identity: identity.value,
      desk,
      out: setting.out,
      language: textOption(words, 'language') ?? 'de',
      recipient: textOption(words, 'recipient') ?? null,
      signal: { aborted: false },
      onStep: () => undefined,
      record,
    }),
  )
}

/** With `--ledger` the copy becomes an entry of that case; without one its log lies in the container alone. */
async function recorded(
  { words, desk }: Setting,
  make: (record: DisclosureJob['record']) => Promise<Result<MadeDisclosure, Failure>>,
): Promise<Result<MadeDisclosure, Failure>> {
  const file = textOption(words, 'ledger')
  if (file === undefined) return make(() => ok(null))
  return withLedger(resolve(file), words, desk.judging, desk.places.nativeBinding, ({ ledger }) =>
    make((copied) => ledger.append('copyDisclosed', copied)),
  )
}

async function signer(words: Words, desk: Desk, sample: boolean): Promise<Result<SigningIdentity, Failure>> {
  const [key, pass] = [textOption(words, 'key'), textOption(words, 'pass-file')]
  if (key === undefined || pass === undefined) {
    const own = sample ? await desk.sampleIdentity() : undefined
    return own ? ok(own) : fail({ code: 'key.sampleOnly' })
  }
  const identity = await identityFrom(key, pass)
  if (!identity.ok) return identity
  const obstacle = signingObstacle(identity.value, desk.judging.trust, desk.judging.now())
  return obstacle ? fail(obstacle) : identity
}

async function planFrom(path: string, table: FrameTable): Promise<Result<RedactionPlan, Failure>> {
  const text = await readFile(path, 'utf8').catch(() => undefined)
  if (text === undefined) return fail({ code: 'file.notFound', name: basename(path) })
  const { width, height } = table
  const plan = parsePlan(text, { frames: frameCount(table), width, height })
  return plan.ok ? plan : fail({ code: 'redact.plan', name: basename(path), place: plan.failure.place })
}
