import { ok, type Result } from '../core/result.ts'
import { fromHex } from '../core/bytes.ts'
import { chunkRange, type SealedClip } from '../core/chunks/verify-chunk.ts'
import { framesTouching } from '../core/clip/decode-order.ts'
import type { FrameTable } from '../core/clip/frame-table.ts'
import type { Failure } from '../core/failure.ts'
import { sha256 } from '../crypto/hash.ts'
import { indexClipInWorker } from '../media/index-in-worker.ts'
import { serveCaption, serveClip } from '../media/clip-protocol.ts'
import { verifiedSource, type VerifiedSource } from '../media/verified-source.ts'
import type { JudgedFile } from '../verify/judged-file.ts'
import type { BrokenChunk } from '../../preload/contract/workstation.ts'
import type { EvidenceKind } from './scheme.ts'

/** The clips of one open bundle: served verified, counted once, their broken chunks remembered. */
export class ClipRoom {
  readonly #judged: JudgedFile
  readonly #onBroken: (broken: BrokenChunk, known: boolean) => void
  readonly #onGone: () => void
  readonly #sources = new Map<number, VerifiedSource>()
  readonly #tables = new Map<number, Promise<Result<FrameTable, Failure>>>()
  readonly #counted = new Map<number, FrameTable>()
  readonly #broken = new Map<string, BrokenChunk>()

  constructor(
    judged: JudgedFile,
    onBroken: (broken: BrokenChunk, known: boolean) => void,
    onGone: () => void,
  ) {
    this.#judged = judged
    this.#onBroken = onBroken
    this.#onGone = onGone
  }

  clip(number: number): SealedClip | undefined {
    return this.#judged.clips.find((clip) => clip.number === number)
  }

  broken(): readonly BrokenChunk[] {
    return [...this.#broken.values()]
  }

  tables(): ReadonlyMap<number, FrameTable> {
    return this.#counted
  }

  table(number: number): Promise<Result<FrameTable, Failure>> {
    const known = this.#tables.get(number)
    if (known) return known
    const counting = this.#count(number)
    this.#tables.set(number, counting)
    return counting
  }

  async #count(number: number): Promise<Result<FrameTable, Failure>> {
    const source = this.#source(number)
    if (!source) return { ok: false, failure: { code: 'file.notFound', name: String(number) } }
    const table = await indexClipInWorker(source, { name: this.clip(number)?.path ?? '' })
    if (!table.ok) return table
    this.#counted.set(number, table.value)
    // Chunks found broken before the frames were counted can be named now.
    for (const broken of this.broken()) if (broken.clip === number) this.#note(number, broken.chunk, true)
    return ok(table.value)
  }

  /** A chunk that does not match the seal, whoever met it: the player, the index, or the whole check. */
  noteBroken(number: number, chunk: number): void {
    this.#note(number, chunk, this.#broken.has(`${number}/${chunk}`))
  }

  #note(number: number, chunk: number, known: boolean): void {
    const clip = this.clip(number)
    if (!clip) return
    const range = chunkRange(clip, chunk)
    const table = this.#counted.get(number)
    const frames = table && framesTouching(table, range.offset, range.length)
    const broken = { clip: number, chunk, from: frames?.from ?? 0, to: frames?.to ?? -1 }
    this.#broken.set(`${number}/${chunk}`, broken)
    this.#onBroken(broken, known)
  }

  #source(number: number): VerifiedSource | undefined {
    const clip = this.clip(number)
    if (!clip) return undefined
    const known = this.#sources.get(number)
    if (known) return known
    const source = verifiedSource(clip, sha256, (chunk) => this.noteBroken(number, chunk))
    this.#sources.set(number, this.#watched(source))
    return this.#sources.get(number)
  }

  /** The same source, which also tells when the medium has gone. */
  #watched(source: VerifiedSource): VerifiedSource {
    const telling = <T>(act: Promise<T>): Promise<T> =>
      act.catch((error: unknown) => {
        if (error instanceof Error && error.name === 'FileGone') this.#onGone()
        throw error
      })
    return {
      size: source.size,
      read: (offset, length) => telling(source.read(offset, length)),
      readChunk: (chunk) => telling(source.readChunk(chunk)),
    }
  }

  async serve(request: Request, kind: EvidenceKind, number: number): Promise<Response> {
    if (kind === 'file') return new Response(null, { status: 404 })
    if (kind === 'caption') return this.#caption(number)
    const clip = this.clip(number)
    const source = this.#source(number)
    return clip && source ? serveClip(request, clip, source) : new Response(null, { status: 404 })
  }

  async #caption(number: number): Promise<Response> {
    const caption = this.#judged.facts().case?.captions[number - 1]
    const listed = this.#judged.facts().files.find((file) => file.path === caption?.path)
    const digest = listed?.plainSha256 ?? listed?.sha256
    if (!caption || !digest || !fromHex(digest)) return new Response(null, { status: 404 })
    const bytes = await this.#judged.readFile(caption.path)
    if (!bytes) return new Response(null, { status: 404 })
    return serveCaption(
      { sha256: digest, bytes: { size: bytes.length, read: () => Promise.resolve(bytes) } },
      sha256,
    )
  }
}
