import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, extname, join, resolve } from 'node:path'
import { app } from 'electron'
import { systemPhrases } from '../cli.ts'
import { identityFrom } from '../cli/identity-from.ts'
import { exit, readWords, textOption, type Words } from '../cli/words.ts'
import { frameCount, type FrameTable } from '../core/clip/frame-table.ts'
import type { Failure } from '../core/failure.ts'
import { commonName } from '../core/report/names.ts'
import { disclosureCase, redactionLog, type Disclosure } from '../core/redaction/disclosure.ts'
import { parsePlan, type RedactionPlan } from '../core/redaction/plan.ts'
import { fail, ok, type Result } from '../core/result.ts'
import type { CaseFacts, ClipFacts } from '../core/seal/bundle-facts.ts'
import type { SigningIdentity } from '../core/signing.ts'
import { signingObstacle } from '../crypto/may-sign.ts'
import { exists, writeOnce } from '../disk/write-once.ts'
import { openAndJudge, type Judged } from '../judge.ts'
import { lockSession } from '../lockdown.ts'
import { failureText, type Phrases } from '../phrases.ts'
import { redactInRoom } from '../redaction-room.ts'
import { sealFolder } from '../verify/seal-folder.ts'
import { ClipRoom } from './clip-room.ts'
import type { Desk } from './desk.ts'
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
    values: ['plan', 'out', 'key', 'pass-file', 'trust', 'home', 'language'],
    files: [1, 1],
    required: ['plan', 'out'],
  })
  if (!read.ok) {
    process.stderr.write(`${phrases('cli.usage', { verb: 'redact', word: read.failure })}\n`)
    return exit.unusable
  }
  const done = await redactWith(root, read.value)
  if (done.ok) process.stdout.write(`${phrases('cli.redacted', { ...done.value })}\n`)
  else process.stderr.write(`${failureText(phrases, done.failure)}\n`)
  return done.ok ? exit.passed : exit.unusable
}

interface Made {
  readonly out: string
  readonly frames: number
  readonly sha256: string
}

async function redactWith(root: string, words: Words): Promise<Result<Made, Failure>> {
  const out = resolve(textOption(words, 'out') ?? '')
  for (const name of ['redacted.asice', 'redaction.json'])
    if (await exists(join(out, name))) return fail({ code: 'file.exists', name })
  const [word = ''] = words.files
  const hash = word.lastIndexOf('#')
  if (hash < 0) return fail({ code: 'file.notFound', name: word })
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
      return await redactOpened(opened.value, word.slice(hash + 1), { words, desk, scratch, out })
    } finally {
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
): Promise<Result<Made, Failure>> {
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
  // The log says what was made of which bundle, so its seal is judged to the end first.
  await judged.checkWhole({ signal: new AbortController().signal, onProgress: () => undefined })
  const made = await redactInRoom(clip.number, table.value, plan.value)
  const { name: bundle, manifestSha256, verdict } = judged.facts()
  const { bytes, ...facts } = made
  const disclosure: Disclosure = {
    at: new Date().toISOString(),
    by: {
      subject: commonName(identity.value.facts.subject),
      certificateSha256: identity.value.facts.sha256,
    },
    program: `Asservat ${desk.version}`,
    source: {
      bundle,
      manifestSha256,
      verdict,
      clip,
      frames: frameCount(table.value),
      frameTable: table.value.sha256,
    },
    result: { ...facts, name: copyName(clip), size: bytes.length },
    plan: plan.value,
  }
  if (made.frames !== frameCount(table.value))
    return fail({ code: 'redact.framesLost', clip: clip.originalName })
  return sealCopy(sealed, disclosure, bytes, identity.value, setting)
}

/** The new clip with its log as a bundle of its own, and the log once more for reading. */
async function sealCopy(
  sealed: CaseFacts,
  disclosure: Disclosure,
  bytes: Uint8Array,
  identity: SigningIdentity,
  { desk, scratch, out, words }: Setting,
): Promise<Result<Made, Failure>> {
  const phrases: Phrases = desk.phrasesIn(textOption(words, 'language') ?? 'de')
  const folder = join(scratch, 'copy')
  await mkdir(folder)
  const log = redactionLog(disclosure)
  await writeFile(join(folder, disclosure.result.name), bytes)
  await writeFile(join(folder, 'redaction.json'), log)
  const { originalName, sha256 } = disclosure.source.clip
  const caseFile = disclosureCase(sealed, disclosure, {
    title: phrases('redact.title', { title: sealed.case.title }),
    act: phrases('redact.act', { clip: originalName, sha256 }),
  })
  await mkdir(out, { recursive: true })
  const path = join(out, 'redacted.asice')
  const done = await sealFolder({ folder, caseFile, identity, out: path, now: new Date(disclosure.at) })
  if (!done.ok) return done
  const written = await writeOnce(join(out, 'redaction.json'), log)
  if (!written.ok) return written
  return ok({ out: path, frames: disclosure.result.frames, sha256: disclosure.result.sha256 })
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

/** Nobody takes the copy for the original by its name. */
function copyName({ originalName }: ClipFacts): string {
  return `${basename(originalName, extname(originalName))}-redacted.mp4`
}
