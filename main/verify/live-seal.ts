import { equalBytes, fromHex, toHex } from '../core/bytes.ts'
import type { SealedClip } from '../core/chunks/verify-chunk.ts'
import { ChunkListReader, type ChunkHashes } from '../core/chunks/chunk-list.ts'
import type { PlainFile } from '../core/encryption/details.ts'
import { DETAILS_PATH, RECIPIENTS_PATH, type EncryptedCase } from '../core/encryption/encrypted-case.ts'
import type { BundleFacts, FileFacts } from '../core/seal/bundle-facts.ts'
import type { SealReading } from '../core/seal/seal-reading.ts'
import { cryptographyOf, verdictOf } from '../core/seal/verdict.ts'
import type { TrustMark } from '../core/seal/signature-facts.ts'
import { verifySeal, type Terms } from '../core/seal/verify-seal.ts'
import { BundleKey } from '../crypto/bundle-key.ts'
import { sha256 } from '../crypto/hash.ts'
import {
  checkFile,
  claimedSha256,
  type ExpectedFile,
  type FileCheck,
  type FoundDigests,
} from './file-check.ts'
import type { LockedBundle } from './judged-file.ts'
import type { OpenContainer } from './open-container.ts'
import { OpenedBundle, readDecrypted } from './opened-bundle.ts'
import {
  defectFacts,
  encryptionOf,
  isBarred,
  keyOf,
  listOf,
  onceRead,
  signaturesByFile,
  undecryptable,
} from './live-facts.ts'
import type { FoundClip, OwnContents } from './own-contents.ts'

export interface LiveParts {
  readonly reading: SealReading
  readonly terms: Terms
  readonly container: OpenContainer
  readonly expected: ReadonlyMap<string, ExpectedFile>
  readonly direct: readonly string[]
  readonly own: OwnContents | undefined
  readonly identity: string
  readonly sample: boolean
  readonly trust: TrustMark
}

const MOST_READ = 64 * 1024 * 1024

/** What opening found, and what the check of the whole adds to it: the verdict is made anew from both each time. */
export class LiveSeal {
  readonly parts: LiveParts
  readonly #states = new Map<string, FileFacts['state']>()
  readonly #added = new Map<string, SealReading['contents'][number]>()
  readonly #found = new Map<string, FoundDigests>()
  readonly #coverage: ReadonlyMap<string, readonly string[]>
  readonly #clips: readonly SealedClip[]
  #opened: OpenedBundle | undefined
  #facts: BundleFacts | undefined

  constructor(parts: LiveParts) {
    this.parts = parts
    this.#coverage = signaturesByFile(parts.reading.coverage)
    for (const file of parts.expected.values())
      this.#states.set(file.path, file.present ? 'pending' : 'missing')
    // What a signature signs without a manifest was digested with the signature.
    for (const path of parts.direct) this.#states.set(path, 'ok')
    this.#clips = (parts.own?.clips ?? []).map((clip) => ({
      ...clip,
      chunkHashes: onceRead(() => this.#readList(clip)),
    }))
  }

  /** Files whose digest is still to be compared. */
  pending(): readonly ExpectedFile[] {
    return [...this.parts.expected.values()].filter(({ path }) => this.#states.get(path) === 'pending')
  }

  /** What case.json says is shown and used at once. */
  isNeededAtOnce(path: string): boolean {
    return this.parts.own !== undefined && (path === 'case.json' || path === RECIPIENTS_PATH)
  }

  /** Clips wait for the pass that compares their chunks as well, their lists for that or for somebody who plays them. */
  waits(path: string): boolean {
    return (this.clipAt(path) ?? this.clipListedAt(path)) !== undefined
  }

  /** The clip at this path, as its list seals it, whether it may be played or not. */
  clipAt(path: string): SealedClip | undefined {
    return this.#clips.find((clip) => clip.path === path)
  }

  /** The clip whose list this is. */
  clipListedAt(path: string): SealedClip | undefined {
    return this.#clips.find((clip) => listOf(clip) === path)
  }

  async #readList(clip: FoundClip): Promise<ChunkHashes | undefined> {
    const path = listOf(clip)
    const expected = this.parts.expected.get(path)
    if (!expected) return undefined
    const reader = new ChunkListReader(clip.chunkCount)
    const found = await checkFile(this.parts.container, expected, (part) => reader.take(part))
    const hashes = reader.finish()
    if (!hashes) this.add({ reason: 'chunkList.shape', subject: path })
    this.settle(path, found)
    return found.state === 'ok' ? hashes : undefined
  }

  settle(path: string, { state, crc, found }: FileCheck): void {
    if (found) this.#found.set(path, found)
    this.#states.set(path, state)
    if (!crc && state === 'ok') this.add({ reason: 'container.crc', subject: path })
    this.#facts = undefined
  }

  add(fault: SealReading['contents'][number]): void {
    this.#added.set(keyOf(fault), fault)
    this.#facts = undefined
  }

  noteBrokenChunk(clip: number, chunk: number): void {
    const path = this.#clips.find(({ number }) => number === clip)?.path
    // Said already, and otherwise: its hash holds, and the key does not open it.
    if (path === undefined || this.#isUndecryptable(path, chunk)) return
    this.add({ reason: 'chunk.broken', subject: path, facts: { clip, chunk } })
    this.#states.set(path, 'changed')
  }

  /** Clips of a bundle that may be played at all, less those whose list was read and is not as sealed. */
  clips(): readonly SealedClip[] {
    if (!this.facts().playable) return []
    const listed = this.#clips.filter((clip) => {
      const state = this.#states.get(listOf(clip))
      return state === 'ok' || state === 'pending'
    })
    const opened = this.#opened
    if (!opened) return listed
    const clips = new Set(opened.details.case.clips.map(({ path }) => path))
    return listed.filter(({ path }) => clips.has(path)).map((clip) => opened.opened(clip))
  }

  /** Files of an opened bundle whose plaintext is still to be compared with what the details say. */
  pendingPlain(): readonly SealedClip[] {
    const opened = this.#opened
    return opened
      ? this.#clips.filter(({ path }) => opened.waits(path)).map((clip) => opened.opened(clip))
      : []
  }

  settlePlain(path: string, found: string | undefined): void {
    const told = this.#opened?.plainAt(path)
    if (told && found !== told.sha256)
      this.add({ reason: 'encryption.plaintext', subject: path, facts: { name: told.originalName } })
    this.#opened?.noteCompared(path)
    this.#facts = undefined
  }

  async locked(): Promise<LockedBundle | undefined> {
    const encrypted = this.parts.own?.encrypted
    const { findings } = this.facts()
    if (!encrypted || this.#opened || isBarred(findings) || this.#states.get('case.json') !== 'ok')
      return undefined
    const envelope = await this.readFile(RECIPIENTS_PATH)
    if (!envelope) return undefined
    return { recipients: encrypted.recipients, envelope, open: (secret) => this.#open(encrypted, secret) }
  }

  async #open(encrypted: EncryptedCase, secret: Uint8Array): ReturnType<LockedBundle['open']> {
    const key = BundleKey.of(secret, encrypted.bundleId, encrypted.keyCommitment)
    const details = this.clipAt(DETAILS_PATH)
    if (!key || !details) return 'otherKey'
    const opened = await OpenedBundle.open(encrypted, key, details, (path, chunk) =>
      this.add(undecryptable(path, chunk)),
    )
    this.#facts = undefined
    if (opened instanceof OpenedBundle) {
      this.#opened = opened
      return 'opened'
    }
    this.add({ reason: 'encryption.details', subject: DETAILS_PATH, facts: { ...opened } })
    return 'notAsSealed'
  }

  #isUndecryptable(path: string, chunk: number): boolean {
    return this.#added.has(keyOf(undecryptable(path, chunk)))
  }

  forget(): void {
    this.#opened?.forget()
  }

  facts(): BundleFacts {
    return (this.#facts ??= this.#judgeSafely())
  }

  /** Whatever goes wrong in judging is a mistake of ours, and never looks good. */
  #judgeSafely(): BundleFacts {
    try {
      return this.#judge()
    } catch {
      return defectFacts(this.parts.reading.name, this.parts.container.source.size)
    }
  }

  #judge(): BundleFacts {
    const { reading, terms, own, container, identity, sample } = this.parts
    const files = this.#files()
    const { findings, signers, timestamps } = verifySeal(
      { ...reading, files, contents: [...reading.contents, ...this.#added.values()] },
      terms,
    )
    const told = this.#opened?.details.case ?? own?.case ?? null
    const cased = this.#states.get('case.json') === 'ok' ? told : null
    return {
      name: reading.name,
      size: container.source.size,
      manifestSha256: identity,
      playable: own !== undefined && cased !== null && !isBarred(findings),
      sample,
      case: cased,
      ...encryptionOf(own?.encrypted, this.#opened !== undefined),
      verdict: verdictOf(findings),
      cryptography: cryptographyOf(findings),
      findings,
      signers,
      timestamps,
      trust: this.parts.trust,
      files,
    }
  }

  #files(): FileFacts[] {
    const { container, expected } = this.parts
    const names = [...container.entries.values()].filter(
      ({ name }) => name !== 'mimetype' && !name.endsWith('/'),
    )
    const missing = [...expected.values()].filter((file) => !file.present)
    return [
      ...names.map(({ name, size }) => this.#fileFacts(name, size)),
      ...missing.map(({ path }) => this.#fileFacts(path, 0)),
    ]
  }

  #fileFacts(path: string, size: number): FileFacts {
    const { expected } = this.parts
    const stored = this.#states.get(path) ?? 'ok'
    const state = stored === 'ok' && this.#opened?.waits(path) ? 'pending' : stored
    const file = expected.get(path)
    const found = this.#found.get(path)
    const digests = (file?.digests ?? []).map(({ name, value }) => {
      const computed = found?.get(name)
      return { name, stated: toHex(value), computed: computed ? toHex(computed) : null }
    })
    const signatures = this.#coverage.get(path) ?? []
    const covered = signatures.length > 0
    const told = this.#opened?.plainAt(path)
    const plain = told ? { plainSha256: told.sha256 } : {}
    return { path, size, covered, signatures, state, sha256: claimedSha256(file), digests, ...plain }
  }

  async readFile(path: string): Promise<Uint8Array | undefined> {
    const wanted = fromHex(claimedSha256(this.parts.expected.get(path)) ?? '')
    const bytes = wanted?.length === 32 ? await this.parts.container.readWhole(path, MOST_READ) : undefined
    if (!bytes || !wanted || !equalBytes(sha256(bytes), wanted)) return undefined
    const told = this.#opened?.plainAt(path)
    return told ? this.#readPlain(told) : bytes
  }

  async #readPlain({ path, sha256: digest }: PlainFile): Promise<Uint8Array | undefined> {
    const clip = this.clipAt(path)
    const plain = clip && this.#opened && (await readDecrypted(this.#opened.opened(clip), MOST_READ))
    return plain && toHex(sha256(plain)) === digest ? plain : undefined
  }
}
