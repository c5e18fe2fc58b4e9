import { randomUUID } from 'node:crypto'
import { readdir, type FileHandle } from 'node:fs/promises'
import { basename, join, relative, resolve, sep } from 'node:path'
import { equalBytes, toHex } from '../core/bytes.ts'
import { printManifest } from '../core/container/asic-manifest.ts'
import type { Failure, FileFailure } from '../core/failure.ts'
import { fail, ok, type Result } from '../core/result.ts'
import { SEALED_AT_INTAKE } from '../core/seal/case-file.ts'
import type { SigningIdentity } from '../core/signing.ts'
import type { Certificate } from '../crypto/certificate.ts'
import { sha256 } from '../crypto/hash.ts'
import { signingObstacle } from '../crypto/may-sign.ts'
import { noTrust } from '../crypto/trust.ts'
import { codeOf, openReadOnly, type OpenFile } from '../disk/open-read-only.ts'
import { writeOnce } from '../disk/write-once.ts'
import { BundleWriter } from './bundle-writer.ts'
import { parseCaseDraft, type CaseDraft, type ClipDraft } from './case-draft.ts'
import { hiddenPlan, packEncrypted } from './pack-encrypted.ts'
import { packPlainly, type Members, type Packing } from './packing.ts'
import { planBundle, type BundlePlan, type PlannedFile } from './plan-bundle.ts'
import { rereadSources, type ReadingWatch } from './reread-sources.ts'
import { MANIFEST_PATH, SIGNATURE_PATH } from './seal-files.ts'

export interface SealOptions {
  readonly folder: string
  /** The handed case file: what people write. */
  readonly caseFile: Uint8Array
  /** Its name, for the failure that names a field. */
  readonly caseFileName?: string
  readonly identity: SigningIdentity
  readonly out: string
  readonly now: Date
  /** Of a bundle that is not encrypted. */
  readonly chunkSize?: number
  /** Whose keys alone open the bundle; absent where anybody may read it. */
  readonly recipients?: readonly Certificate[]
  /** Only these files of the folder, by their paths with slashes; all where absent. */
  readonly only?: readonly string[]
  /** Sealed by whoever received it: said in case.json, and every original is read a second time and compared. */
  readonly atIntake?: ReadingWatch
}

export interface SealedBundle {
  readonly manifestSha256: string
  readonly clips: number
  readonly files: number
  /** What lies in the folder and was not sealed: hidden files, links, devices. Paths with slashes. */
  readonly leftOut: readonly string[]
}

/** A failure on its way out of the writing function; `writeOnce` removes what was begun. */
class Stopped extends Error {
  readonly failure: Failure
  constructor(failure: Failure) {
    super(failure.code)
    this.failure = failure
  }
}

/** Seals a folder as a new bundle, streaming. What lies at `out` is never overwritten; after a failure nothing remains. */
export async function sealFolder(options: SealOptions): Promise<Result<SealedBundle, Failure>> {
  const name = options.caseFileName ?? 'case.json'
  const draft = parseCaseDraft(options.caseFile)
  if (!draft.ok) return fail({ code: 'seal.caseFile', name, field: draft.failure })
  const obstacle = signingObstacle(options.identity, noTrust(), options.now)
  if (obstacle) return fail(obstacle)
  const listed = await listFolder(options)
  if (!listed.ok) return listed
  const { plan, missing } = planBundle(listed.value.kept, draft.value)
  if (missing !== undefined) return fail({ code: 'seal.caseFile', name, field: missing })
  if (plan.clips.length + plan.files.length + plan.captions.length === 0)
    return fail({ code: 'seal.folderEmpty', name: basename(options.folder) })
  let sealed: Omit<SealedBundle, 'leftOut'> | undefined
  try {
    const written = await writeOnce(options.out, async (file) => {
      const hidden = options.recipients ? hiddenPlan(plan) : plan
      sealed = await writeBundle(file, hidden, draft.value, options)
    })
    if (!written.ok) return written
  } catch (error) {
    if (error instanceof Stopped) return fail(error.failure)
    throw error
  }
  if (!sealed) throw new Error('sealed without a result')
  return ok({ ...sealed, leftOut: listed.value.leftOut })
}

interface FolderList {
  readonly kept: readonly string[]
  readonly leftOut: readonly string[]
}

/** What there is to be sealed: the case file itself, and what was not asked for, are not evidence. */
async function listFolder(options: SealOptions): Promise<Result<FolderList, Failure>> {
  const listed = await listFootage(options.folder)
  if (!listed.ok) return listed
  const { only } = options
  if (only) return ok({ ...listed.value, kept: listed.value.kept.filter((name) => only.includes(name)) })
  const kept: string[] = []
  for (const name of listed.value.kept)
    if (!(await isCaseFile(join(options.folder, name), options))) kept.push(name)
  return ok({ ...listed.value, kept })
}

/** Files of a folder and its folders, by their paths with slashes; hidden ones and links are not evidence. */
export async function listFootage(folder: string): Promise<Result<FolderList, FileFailure>> {
  try {
    const found = await readdir(folder, { withFileTypes: true, recursive: true })
    const kept: string[] = []
    const leftOut: string[] = []
    for (const entry of found.filter((one) => !one.isDirectory())) {
      const path = join(entry.parentPath, entry.name)
      const name = relativeName(folder, path)
      if (!entry.isFile() || /(?:^|\/)\./.test(name)) leftOut.push(name)
      else kept.push(name)
    }
    return ok({ kept: kept.sort(), leftOut: leftOut.sort() })
  } catch (error) {
    const name = basename(folder)
    return fail({ code: codeOf(error) === 'ENOENT' ? 'file.notFound' : 'file.notReadable', name })
  }
}

function relativeName(folder: string, path: string): string {
  return relative(folder, path).split(sep).join('/')
}

async function isCaseFile(path: string, { caseFile, out }: SealOptions): Promise<boolean> {
  if (resolve(path) === resolve(out)) return true
  if (!/\.json$/i.test(path)) return false
  const opened = await openReadOnly(path)
  if (!opened.ok || opened.value.size !== caseFile.length) {
    if (opened.ok) await opened.value.close()
    return false
  }
  const same = equalBytes(await opened.value.read(0, caseFile.length), caseFile)
  await opened.value.close()
  return same
}

async function writeBundle(
  file: FileHandle,
  plan: BundlePlan,
  draft: CaseDraft,
  options: SealOptions,
): Promise<Omit<SealedBundle, 'leftOut'>> {
  const writer = new BundleWriter(file, (bytes) => watched(bytes, options))
  const bundleId = draft.bundleId ?? randomUUID()
  const packing = options.recipients
    ? await packEncrypted(writer, bundleId, options.recipients)
    : await packPlainly(writer, options.chunkSize)
  const clips = await addClips(packing, plan, options)
  const captions = await addAll(packing, plan.captions, options)
  const files = await addAll(packing, plan.files, options)
  if (options.atIntake) await reread(plan, [...clips, ...captions, ...files], options)
  const told = plan.captions.map(({ clip, language }, i) => ({
    ...withoutType(captions[i]),
    clip,
    language,
  }))
  const origin = options.atIntake ? { sealed: SEALED_AT_INTAKE } : {}
  const listed = await packing.finish((format) =>
    caseOf(draft, { format, bundleId, clips, captions: told, files, ...origin }),
  )
  const manifest = printManifest(SIGNATURE_PATH, listed)
  await writer.addBytes(MANIFEST_PATH, manifest)
  await writer.addBytes(SIGNATURE_PATH, await options.identity.signCms(manifest, options.now))
  await writer.finish()
  return { manifestSha256: toHex(sha256(manifest)), clips: plan.clips.length, files: listed.length }
}

/** The case: what people wrote, and what sealing added. */
function caseOf(draft: CaseDraft, added: Members): Members {
  return {
    case: { ...draft.case },
    exhibit: { ...draft.exhibit },
    custody: draft.custody.map((entry) => ({ ...entry })),
    previousBundle: draft.previousBundle,
    ...added,
  }
}

/** The originals once more: what stands in the bundle is what lies there, or nothing is sealed. */
async function reread(plan: BundlePlan, members: readonly Members[], options: SealOptions): Promise<void> {
  const sources = [...plan.clips, ...plan.captions, ...plan.files].map(({ source }) => source)
  const hashes = members.map(({ sha256: hash }) => (typeof hash === 'string' ? hash : ''))
  const same = await rereadSources(options.folder, sources, hashes, options.atIntake)
  if (!same.ok) throw new Stopped(same.failure)
}

function watched(bytes: number, { atIntake, out }: SealOptions): void {
  if (atIntake?.signal.aborted) throw new Stopped({ code: 'work.cancelled', name: basename(out) })
  atIntake?.onBytes(bytes)
}

async function addClips(packing: Packing, plan: BundlePlan, options: SealOptions): Promise<Members[]> {
  const clips: Members[] = []
  for (const planned of plan.clips) {
    const { draft, path, mediaType, source } = planned
    const { size, hash, chunked } = await addFile(packing, planned, options, true)
    clips.push({
      path,
      originalName: source,
      size,
      sha256: hash,
      mediaType,
      ...chunked,
      ...recordingOf(draft),
    })
  }
  return clips
}

function recordingOf({ device, startedAt, clockOffsetMs, clockSource, events }: ClipDraft): Members {
  const copies = events.map((event) => ({ ...event }))
  return { device: { ...device }, startedAt, clockOffsetMs, clockSource, events: copies }
}

async function addAll(
  packing: Packing,
  planned: readonly PlannedFile[],
  options: SealOptions,
): Promise<Members[]> {
  const added: Members[] = []
  for (const one of planned) {
    const { size, hash } = await addFile(packing, one, options, false)
    added.push({ path: one.path, originalName: one.source, size, sha256: hash, mediaType: one.mediaType })
  }
  return added
}

function withoutType(members: Members | undefined): Members {
  return Object.fromEntries(Object.entries(members ?? {}).filter(([name]) => name !== 'mediaType'))
}

async function addFile(
  packing: Packing,
  { source, path, mediaType, claim }: PlannedFile,
  options: SealOptions,
  isClip: boolean,
): Promise<{ size: number; hash: string; chunked: Members }> {
  const opened = await openReadOnly(join(options.folder, source))
  if (!opened.ok) throw new Stopped(opened.failure)
  const file: OpenFile = opened.value
  try {
    const disagree = (field: string): never => {
      const name = options.caseFileName ?? 'case.json'
      throw new Stopped({ code: 'seal.caseFile', name, field: `${claim?.field}.${field}` })
    }
    if (typeof claim?.size === 'number' && claim.size !== file.size) disagree('size')
    const written = await packing.add(path, mediaType, file, isClip)
    const hash = toHex(written.sha256)
    if (typeof claim?.sha256 === 'string' && claim.sha256 !== hash) disagree('sha256')
    return { size: file.size, hash, chunked: written.chunked }
  } catch (error) {
    if (error instanceof Error && error.name === 'FileGone')
      throw new Stopped({ code: 'file.gone', name: source })
    throw error
  } finally {
    await file.close()
  }
}
