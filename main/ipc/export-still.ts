import { join } from 'node:path'
import { toHex, type Sha256 } from '../core/bytes.ts'
import { canonicalBytes } from '../core/canonical.ts'
import type { Failure } from '../core/failure.ts'
import { processingSteps, type PictureProcessing } from '../core/picture/processing.ts'
import { stillData, stillNames } from '../core/picture/still.ts'
import { ok, type Result } from '../core/result.ts'
import { unlessRefused, type SigningIdentity } from '../core/signing.ts'
import { sha256 } from '../crypto/hash.ts'
import { writeOnce } from '../disk/write-once.ts'
import type { StillView } from '../../preload/contract/stage.ts'
import type { Desk } from './desk.ts'
import { examineFrame, framesOf, type FrameFacts } from './frame-facts.ts'
import type { OpenCase } from './open-case.ts'

/** What is to be issued, and where it goes beside the case's own folder. */
export interface StillOrder {
  readonly open: OpenCase
  readonly desk: Desk
  readonly clip: number
  readonly frame: number
  /** A processed picture is always issued together with the unprocessed one. */
  readonly processing: PictureProcessing | null
  readonly folder: string
}

/** A file by its name. */
export interface NamedBytes {
  readonly name: string
  readonly bytes: Uint8Array
}

/** The picture unscaled, its signed sidecar, and the entry that says so; the copy outside comes last. */
export async function exportStill(order: StillOrder): Promise<Result<StillView, Failure>> {
  const { open, desk, processing } = order
  const writing = open.records.writing
  if (!writing.ok) return writing
  const examined = await examineFrame(framesOf(open), await desk.frameRoom(), order, {
    still: true,
    processing,
  })
  if (!examined.ok) return examined
  const issued = open.records.entries().filter((entry) => entry.kind === 'stillExported').length
  const made = await stillFiles({ ...order, number: issued + 1 }, examined.value, writing.value.identity)
  if (!made.ok) return made
  // A still leaves the workstation: that is on record before it is done.
  const [picture] = made.value
  const object = { kind: 'still', name: picture?.name ?? '', sha256: examined.value.picture.sha256 } as const
  const recorded = open.records.access.record({ act: 'exported', object, recipient: order.folder })
  if (!recorded.ok) return recorded
  const kept = await writeAll(join(open.folder.path, 'stills'), made.value)
  if (!kept.ok) return kept
  const noted = noteStill(order, examined.value, made.value)
  if (!noted.ok) return noted
  const copied = await writeAll(order.folder, made.value)
  return copied.ok ? ok({ folder: order.folder, files: made.value.map(({ name }) => name) }) : copied
}

/** What the files of a still are made for; `number` is its running number in the case. */
export interface StillMaking extends Pick<StillOrder, 'desk' | 'clip' | 'frame' | 'processing'> {
  readonly number: number
}

/** The files of a still; its sidecar is signed. */
export async function stillFiles(
  { desk, clip, frame, processing, number }: StillMaking,
  { passport, picture }: FrameFacts,
  identity: SigningIdentity,
): Promise<Result<readonly NamedBytes[], Failure>> {
  const names = stillNames(number, clip, frame)
  const now = new Date()
  const { processed, colour } = picture
  const sidecar = canonicalBytes(
    stillData({
      passport,
      picture: { name: names.picture, sha256: picture.sha256 },
      colour,
      converter: `Chromium ${process.versions['chrome'] ?? ''}, canvas 2D, software`,
      processed:
        processed && processing ? { name: names.processed, sha256: processed.sha256, processing } : null,
      exportedAt: now.toISOString(),
      signer: identity.facts.sha256,
      program: { name: 'Asservat', version: desk.version, build: desk.buildSha256 },
    }),
  )
  const signature = await signedBy(identity, sidecar, now)
  if (!signature.ok) return signature
  return ok([
    { name: names.picture, bytes: picture.png },
    ...(processed ? [{ name: names.processed, bytes: processed.png }] : []),
    { name: names.sidecar, bytes: sidecar },
    { name: names.signature, bytes: signature.value },
  ])
}

async function signedBy(
  identity: SigningIdentity,
  content: Uint8Array,
  at: Date,
): Promise<Result<Uint8Array, Failure>> {
  return unlessRefused<Uint8Array, never>(async () => ok(await identity.signCms(content, at)))
}

/** Writes them all, or says which one could not be written. */
export async function writeAll(folder: string, files: readonly NamedBytes[]): Promise<Result<null, Failure>> {
  for (const { name, bytes } of files) {
    const written = await writeOnce(join(folder, name), bytes)
    if (!written.ok) return written
  }
  return ok(null)
}

function noteStill(
  { open, processing }: StillOrder,
  { passport }: FrameFacts,
  files: readonly NamedBytes[],
): Result<unknown, Failure> {
  return open.records.append('stillExported', {
    bundle: passport.bundle,
    clip: { ...passport.clip },
    frame: passport.frame,
    pts: passport.pts,
    files: files.map(({ name, bytes }) => ({ name, sha256: hex(sha256, bytes) })),
    steps: processing ? processingSteps(processing) : [],
  })
}

function hex(hash: Sha256, bytes: Uint8Array): string {
  return toHex(hash(bytes))
}
