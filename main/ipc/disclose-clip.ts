import { mkdir, writeFile } from 'node:fs/promises'
import { basename, extname, join } from 'node:path'
import { frameCount, type FrameTable } from '../core/clip/frame-table.ts'
import type { Failure } from '../core/failure.ts'
import type { Language } from '../core/language.ts'
import { commonName } from '../core/report/names.ts'
import { disclosureCase, redactionLog, type Disclosure } from '../core/redaction/disclosure.ts'
import type { RedactionPlan } from '../core/redaction/plan.ts'
import { fail, ok, type Result } from '../core/result.ts'
import type { CaseFacts, ClipFacts } from '../core/seal/bundle-facts.ts'
import type { SigningIdentity } from '../core/signing.ts'
import { writeOnce } from '../disk/write-once.ts'
import { redactInRoom } from '../redaction-room.ts'
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
  /** For what is written on the way; whoever hands it in removes it. */
  readonly scratch: string
  readonly out: string
  readonly language: Language
}

export interface MadeDisclosure {
  readonly out: string
  readonly frames: number
  /** Of the new clip, lower-case hex. */
  readonly sha256: string
}

/** Makes the copy, holds it against the original's frames, and seals it with its log. */
export async function discloseClip(job: DisclosureJob): Promise<Result<MadeDisclosure, Failure>> {
  const { judged, clip, table, plan, identity, desk } = job
  // The log says what was made of which bundle, so its seal is judged to the end first.
  await judged.checkWhole({ signal: new AbortController().signal, onProgress: () => undefined })
  const { bytes, ...made } = await redactInRoom(clip.number, table, plan)
  if (made.frames !== frameCount(table)) return fail({ code: 'redact.framesLost', clip: clip.originalName })
  const { name: bundle, manifestSha256, verdict } = judged.facts()
  const { subject, sha256: certificateSha256 } = identity.facts
  const source = {
    bundle,
    manifestSha256,
    verdict,
    clip,
    frames: frameCount(table),
    frameTable: table.sha256,
  }
  const disclosure: Disclosure = {
    at: new Date().toISOString(),
    by: { subject: commonName(subject), certificateSha256 },
    program: `Asservat ${desk.version}`,
    source,
    result: { ...made, name: copyName(clip), size: bytes.length },
    plan,
  }
  return sealCopy(job, disclosure, bytes)
}

/** The new clip with its log as a bundle of its own, and the log once more for reading. */
async function sealCopy(
  { sealed, identity, desk, scratch, out, language }: DisclosureJob,
  disclosure: Disclosure,
  bytes: Uint8Array,
): Promise<Result<MadeDisclosure, Failure>> {
  const phrases = desk.phrasesIn(language)
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

/** Nobody takes the copy for the original by its name. */
function copyName({ originalName }: ClipFacts): string {
  return `${basename(originalName, extname(originalName))}-redacted.mp4`
}
