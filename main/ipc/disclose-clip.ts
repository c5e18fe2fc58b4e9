import { mkdir, mkdtemp, rm, rmdir, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { toHex, type CancelSignal } from '../core/bytes.ts'
import type { Json } from '../core/canonical.ts'
import { frameCount, type FrameTable } from '../core/clip/frame-table.ts'
import type { Failure } from '../core/failure.ts'
import type { Language } from '../core/language.ts'
import { commonName } from '../core/report/names.ts'
import { copyEntry, disclosureCase, redactionLog, type Disclosure } from '../core/redaction/disclosure.ts'
import type { RedactionPlan } from '../core/redaction/plan.ts'
import { fail, ok, type Result } from '../core/result.ts'
import type { CaseFacts, ClipFacts } from '../core/seal/bundle-facts.ts'
import type { SigningIdentity } from '../core/signing.ts'
import { sha256 } from '../crypto/hash.ts'
import { digestFile } from '../disk/digest-folder.ts'
import { writeOnce } from '../disk/write-once.ts'
import { redactInRoom, type RedactedCopy } from '../redaction-room.ts'
import type { JudgedFile } from '../verify/judged-file.ts'
import { sealFolder } from '../verify/seal-folder.ts'
import type { Desk } from './desk.ts'

/** A copy of one clip to be made; the clip is served to the hidden room under its number. */
export interface DisclosureJob {
  readonly judged: JudgedFile
  readonly sealed: CaseFacts
  readonly clip: ClipFacts
  readonly table: FrameTable
  readonly plan: RedactionPlan
  readonly identity: SigningIdentity
  readonly desk: Desk
  /** The folder into which `redacted.asice` and `redaction.json` go; after a failure or a stop neither is there. */
  readonly out: string
  readonly language: Language
  readonly recipient: string | null
  readonly signal: CancelSignal
  readonly onStep: (step: DisclosureStep, done: number, total: number) => void
  /** Signs into a ledger that the copy was made; a copy that cannot be recorded is not handed over. */
  readonly record: (copied: Json) => Result<unknown, Failure>
}

/** Judging the original's seal, making frames, sealing the copy. */
export type DisclosureStep = 'judge' | 'frames' | 'seal'

export interface MadeDisclosure {
  readonly out: string
  readonly frames: number
  /** Of the new clip, lower-case hex. */
  readonly sha256: string
}

/** Makes the copy, holds it against the original's frames, seals it with its log, and says so in the ledger. */
export async function discloseClip(job: DisclosureJob): Promise<Result<MadeDisclosure, Failure>> {
  await mkdir(job.out, { recursive: true })
  // Beside what comes out: a long clip may not fit where the system keeps its temporary files.
  const scratch = await mkdtemp(join(job.out, '.making-'))
  try {
    return await discloseInto(job, scratch)
  } finally {
    await rm(scratch, { recursive: true, force: true })
    // Goes only where nothing lies in it, which is when nothing came out.
    await rmdir(job.out).catch(() => undefined)
  }
}

async function discloseInto(job: DisclosureJob, scratch: string): Promise<Result<MadeDisclosure, Failure>> {
  const { judged, clip, table, signal, onStep } = job
  // The log says what was made of which bundle, so its seal is judged to the end first.
  onStep('judge', 0, 0)
  await judged.checkWhole({ signal, onProgress: () => undefined })
  const name = copyName(clip)
  const copied = await copyInto(job, join(scratch, name))
  if (!copied.ok) return copied
  if (copied.value.frames !== frameCount(table))
    return fail({ code: 'redact.framesLost', clip: clip.originalName })
  onStep('seal', 0, 0)
  const { size } = await stat(join(scratch, name))
  const digest = await digestFile(join(scratch, name))
  return sealCopy(job, disclosureOf(job, { ...copied.value, name, size, sha256: digest }), scratch)
}

/** Part by part onto the disk: nothing of a clip is held whole in memory. */
async function copyInto(
  { clip, table, plan, signal, onStep }: DisclosureJob,
  path: string,
): Promise<Result<RedactedCopy, Failure>> {
  const total = frameCount(table)
  const onFrame = (done: number): void => onStep('frames', done, total)
  let made: RedactedCopy | undefined
  const written = await writeOnce(path, async (file) => {
    if (signal.aborted) return
    made = await redactInRoom({ clip: clip.number, table, plan, signal, onFrame }, file)
  })
  if (!written.ok) return written
  return made && !signal.aborted ? ok(made) : fail({ code: 'redact.cancelled' })
}

function disclosureOf(
  { judged, clip, table, plan, identity, desk }: DisclosureJob,
  result: Disclosure['result'],
): Disclosure {
  const { manifestSha256, verdict } = judged.facts()
  const { subject, sha256: certificateSha256 } = identity.facts
  return {
    at: new Date().toISOString(),
    by: { subject: commonName(subject), certificateSha256 },
    program: `Asservat ${desk.version}`,
    source: { manifestSha256, verdict, clip, frames: frameCount(table), frameTable: table.sha256 },
    result,
    plan,
  }
}

/** The new clip with its log as a bundle of its own, and the log once more for reading. */
async function sealCopy(
  job: DisclosureJob,
  disclosure: Disclosure,
  folder: string,
): Promise<Result<MadeDisclosure, Failure>> {
  const { sealed, identity, desk, out, language, record, recipient } = job
  const phrases = desk.phrasesIn(language)
  const log = redactionLog(disclosure)
  await writeFile(join(folder, 'redaction.json'), log)
  const { path: clip, sha256: source } = disclosure.source.clip
  const caseFile = disclosureCase(sealed, disclosure, {
    title: phrases('redact.title', { title: sealed.case.title }),
    act: phrases('redact.act', { clip, sha256: source }),
  })
  const path = join(out, 'redacted.asice')
  const done = await sealFolder({ folder, caseFile, identity, out: path, now: new Date(disclosure.at) })
  if (!done.ok) return done
  const hashes = { manifestSha256: done.value.manifestSha256, logSha256: toHex(sha256(log)) }
  const written = await writeOnce(join(out, 'redaction.json'), log)
  const recorded = written.ok ? record(copyEntry(disclosure, hashes, recipient)) : written
  if (recorded.ok)
    return ok({ out: path, frames: disclosure.result.frames, sha256: disclosure.result.sha256 })
  // A copy of which the ledger does not know must not be handed over.
  await rm(path, { force: true })
  if (written.ok) await rm(join(out, 'redaction.json'), { force: true })
  return recorded
}

/** Nobody takes the copy for the original, and what the original was called may be what has to be hidden. */
function copyName({ number }: ClipFacts): string {
  return `clip-${String(number).padStart(4, '0')}-redacted.mp4`
}
