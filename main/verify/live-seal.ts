import { equalBytes, fromHex } from '../core/bytes.ts'
import type { SealedClip } from '../core/chunks/verify-chunk.ts'
import { chunkListPath } from '../core/chunks/chunk-list.ts'
import type { BundleFacts, FileFacts } from '../core/seal/bundle-facts.ts'
import type { Check } from '../core/seal/finding.ts'
import { BUNDLE_FORMAT } from '../core/seal/case-file.ts'
import { finding, type ReasonCode } from '../core/seal/reasons.ts'
import type { SealReading } from '../core/seal/seal-reading.ts'
import { cryptographyOf, verdictOf } from '../core/seal/verdict.ts'
import { verifySeal, type Terms } from '../core/seal/verify-seal.ts'
import { sha256 } from '../crypto/hash.ts'
import { claimedSha256, type ExpectedFile } from './file-check.ts'
import type { OpenContainer } from './open-container.ts'
import type { OwnContents } from './own-contents.ts'

export interface LiveParts {
  readonly reading: SealReading
  readonly terms: Terms
  readonly container: OpenContainer
  readonly expected: ReadonlyMap<string, ExpectedFile>
  readonly direct: readonly string[]
  readonly own: OwnContents | undefined
  readonly identity: string
  readonly sample: boolean
}

const MOST_READ = 64 * 1024 * 1024

/** What opening found, and what the check of the whole adds to it: the verdict is made anew from both each time. */
export class LiveSeal {
  readonly parts: LiveParts
  readonly #states = new Map<string, FileFacts['state']>()
  readonly #added = new Map<string, SealReading['contents'][number]>()
  readonly #covered: ReadonlySet<string>
  #facts: BundleFacts | undefined

  constructor(parts: LiveParts) {
    this.parts = parts
    this.#covered = new Set(parts.reading.coverage.flatMap(({ files }) => files))
    for (const file of parts.expected.values())
      this.#states.set(file.path, file.present ? 'pending' : 'missing')
    // What a signature signs without a manifest was digested with the signature.
    for (const path of parts.direct) this.#states.set(path, 'ok')
  }

  /** Files whose digest is still to be compared. */
  pending(): readonly ExpectedFile[] {
    return [...this.parts.expected.values()].filter(({ path }) => this.#states.get(path) === 'pending')
  }

  /** Chunk lists and case.json must be known good before anything they say is used. */
  isNeededAtOnce(path: string): boolean {
    return this.parts.own !== undefined && (path === 'case.json' || /\.sha256-\d+K$/.test(path))
  }

  /** Clips wait for the pass that compares their chunks as well, however small they are. */
  isClip(path: string): boolean {
    return this.parts.own?.clips.some((clip) => clip.path === path) === true
  }

  settle(path: string, { state, crc }: { readonly state: FileFacts['state']; readonly crc: boolean }): void {
    this.#states.set(path, state)
    if (!crc && state === 'ok') this.add({ reason: 'container.crc', subject: path })
    this.#facts = undefined
  }

  add(fault: SealReading['contents'][number]): void {
    this.#added.set(`${fault.reason} ${fault.subject} ${JSON.stringify(fault.facts ?? {})}`, fault)
    this.#facts = undefined
  }

  noteBrokenChunk(clip: number, chunk: number): void {
    const path = this.parts.own?.clips.find(({ number }) => number === clip)?.path
    if (path === undefined) return
    this.add({ reason: 'chunk.broken', subject: path, facts: { clip, chunk } })
    this.#states.set(path, 'changed')
  }

  /** Clips whose list is as sealed, of a bundle that may be played at all. */
  clips(): readonly SealedClip[] {
    const { own } = this.parts
    if (!own || !this.facts().playable) return []
    return own.clips.filter(
      ({ path, chunkSize }) => this.#states.get(chunkListPath(path, chunkSize)) === 'ok',
    )
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
    const { findings, signers } = verifySeal(
      { ...reading, files, contents: [...reading.contents, ...this.#added.values()] },
      terms,
    )
    const broken = findings.some(({ check, state }) => state === 'failed' && barring.has(check))
    const cased = this.#states.get('case.json') === 'ok' ? (own?.case ?? null) : null
    return {
      name: reading.name,
      size: container.source.size,
      manifestSha256: identity,
      playable: own?.format === BUNDLE_FORMAT && cased !== null && !broken,
      sample,
      case: cased,
      verdict: verdictOf(findings),
      cryptography: cryptographyOf(findings),
      findings,
      signers,
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
    const state = this.#states.get(path) ?? 'ok'
    return { path, size, covered: this.#covered.has(path), state, sha256: claimedSha256(expected.get(path)) }
  }

  async readFile(path: string): Promise<Uint8Array | undefined> {
    const wanted = fromHex(claimedSha256(this.parts.expected.get(path)) ?? '')
    const bytes = wanted?.length === 32 ? await this.parts.container.readWhole(path, MOST_READ) : undefined
    return bytes && wanted && equalBytes(sha256(bytes), wanted) ? bytes : undefined
  }
}

/** What is said of a file whose judging broke off. */
export function defectFacts(
  name: string,
  size: number,
  reason: ReasonCode = 'container.defect',
): BundleFacts {
  const findings = [finding(reason, name)]
  return {
    name,
    size,
    manifestSha256: '',
    playable: false,
    sample: false,
    case: null,
    verdict: verdictOf(findings),
    cryptography: cryptographyOf(findings),
    findings,
    signers: [],
    files: [],
  }
}

/** A failed check of these kinds means that chunk lists prove nothing: then nothing is played. */
const barring: ReadonlySet<Check> = new Set<Check>(['container', 'manifest', 'coverage', 'signature'])
