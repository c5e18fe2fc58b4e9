import { randomUUID } from 'node:crypto'
import { readdir, type FileHandle } from 'node:fs/promises'
import { basename, join, relative, resolve, sep } from 'node:path'
import { equalBytes, toHex, utf8, type Hash } from '../core/bytes.ts'
import { canonicalBytes, type Json } from '../core/canonical.ts'
import { chunkCount, chunkListPath, DEFAULT_CHUNK_SIZE, printChunkList } from '../core/chunks/chunk-list.ts'
import { printManifest, type ListedFile } from '../core/container/asic-manifest.ts'
import { ASIC_E } from '../core/container/own-layout.ts'
import type { Failure } from '../core/failure.ts'
import { fail, ok, type Result } from '../core/result.ts'
import { BUNDLE_FORMAT } from '../core/seal/case-file.ts'
import type { SigningIdentity } from '../core/signing.ts'
import { sha256 } from '../crypto/hash.ts'
import { signingObstacle } from '../crypto/may-sign.ts'
import { noTrust } from '../crypto/trust.ts'
import { codeOf, openReadOnly, type OpenFile } from '../disk/open-read-only.ts'
import { writeOnce } from '../disk/write-once.ts'
import { BundleWriter } from './bundle-writer.ts'
import { parseCaseDraft, type CaseDraft, type ClipDraft } from './case-draft.ts'
import { planBundle, type BundlePlan, type PlannedFile } from './plan-bundle.ts'
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
  readonly chunkSize?: number
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
      sealed = await writeBundle(file, plan, draft.value, options)
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

/** Files of the folder and its folders; hidden ones, links and the case file itself are not evidence. */
async function listFolder(options: SealOptions): Promise<Result<FolderList, Failure>> {
  try {
    const found = await readdir(options.folder, { withFileTypes: true, recursive: true })
    const kept: string[] = []
    const leftOut: string[] = []
    for (const entry of found.filter((one) => !one.isDirectory())) {
      const path = join(entry.parentPath, entry.name)
      const name = relativeName(options.folder, path)
      if (!entry.isFile() || /(?:^|\/)\./.test(name)) leftOut.push(name)
      else if (!(await isCaseFile(path, options))) kept.push(name)
    }
    return ok({ kept: kept.sort(), leftOut: leftOut.sort() })
  } catch (error) {
    const name = basename(options.folder)
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
  const writer = new BundleWriter(file)
  const listed: ListedFile[] = []
  const list = (path: string, mediaType: string, hash: Hash): void => {
    listed.push({ path, mediaType, rootfile: path === 'case.json', sha256: hash })
  }
  await writer.addBytes('mimetype', utf8(ASIC_E))
  const clips = await addClips(writer, plan, options, list)
  const captions = await addAll(writer, plan.captions, options, list)
  const files = await addAll(writer, plan.files, options, list)
  const caseBytes = caseOf(draft, {
    clips,
    captions: plan.captions.map(({ clip, language }, i) => ({ ...withoutType(captions[i]), clip, language })),
    files,
  })
  list('case.json', 'application/json', await writer.addBytes('case.json', caseBytes))
  const manifest = printManifest(SIGNATURE_PATH, listed)
  await writer.addBytes(MANIFEST_PATH, manifest)
  await writer.addBytes(SIGNATURE_PATH, await options.identity.signCms(manifest, options.now))
  await writer.finish()
  return { manifestSha256: toHex(sha256(manifest)), clips: plan.clips.length, files: listed.length }
}

/** case.json: what people wrote, and what sealing added. */
function caseOf(
  draft: CaseDraft,
  added: Readonly<Record<'clips' | 'captions' | 'files', Members[]>>,
): Uint8Array {
  return canonicalBytes({
    format: BUNDLE_FORMAT,
    bundleId: draft.bundleId ?? randomUUID(),
    case: { ...draft.case },
    exhibit: { ...draft.exhibit },
    ...added,
    custody: draft.custody.map((entry) => ({ ...entry })),
    previousBundle: draft.previousBundle,
  })
}

type List = (path: string, mediaType: string, hash: Hash) => void
type Members = { readonly [name: string]: Json }

async function addClips(
  writer: BundleWriter,
  plan: BundlePlan,
  options: SealOptions,
  list: List,
): Promise<Members[]> {
  const chunkSize = options.chunkSize ?? DEFAULT_CHUNK_SIZE
  const clips: Members[] = []
  for (const planned of plan.clips) {
    const { draft, path, mediaType, source } = planned
    const { size, hash, chunks } = await addFile(writer, planned, options, list, chunkSize)
    const listPath = chunkListPath(path, chunkSize)
    list(listPath, 'text/plain', await writer.addBytes(listPath, printChunkList(chunks)))
    const chunked = { chunkList: listPath, chunkSize, chunkCount: chunkCount(size, chunkSize) }
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
  writer: BundleWriter,
  planned: readonly PlannedFile[],
  options: SealOptions,
  list: List,
): Promise<Members[]> {
  const added: Members[] = []
  for (const one of planned) {
    const { size, hash } = await addFile(writer, one, options, list)
    added.push({ path: one.path, originalName: one.source, size, sha256: hash, mediaType: one.mediaType })
  }
  return added
}

function withoutType(members: Members | undefined): Members {
  return Object.fromEntries(Object.entries(members ?? {}).filter(([name]) => name !== 'mediaType'))
}

async function addFile(
  writer: BundleWriter,
  { source, path, mediaType, claim }: PlannedFile,
  options: SealOptions,
  list: List,
  chunkSize?: number,
): Promise<{ size: number; hash: string; chunks: readonly Hash[] }> {
  const opened = await openReadOnly(join(options.folder, source))
  if (!opened.ok) throw new Stopped(opened.failure)
  const file: OpenFile = opened.value
  try {
    const disagree = (field: string): never => {
      const name = options.caseFileName ?? 'case.json'
      throw new Stopped({ code: 'seal.caseFile', name, field: `${claim?.field}.${field}` })
    }
    if (typeof claim?.size === 'number' && claim.size !== file.size) disagree('size')
    const written = await writer.addSource(path, file, chunkSize)
    const hash = toHex(written.sha256)
    if (typeof claim?.sha256 === 'string' && claim.sha256 !== hash) disagree('sha256')
    list(path, mediaType, written.sha256)
    return { size: file.size, hash, chunks: written.chunks }
  } catch (error) {
    if (error instanceof Error && error.name === 'FileGone')
      throw new Stopped({ code: 'file.gone', name: source })
    throw error
  } finally {
    await file.close()
  }
}
