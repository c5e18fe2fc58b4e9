import { equalBytes, sliceOf, type ByteSource, type Hash } from '../core/bytes.ts'
import type { ChunkHashes } from '../core/chunks/chunk-list.ts'
import type { SealedClip } from '../core/chunks/verify-chunk.ts'
import { joinCrc } from '../core/container/crc32.ts'
import type { ZipEntry } from '../core/container/zip-layout.ts'
import type { LaneData } from './digest-lane.ts'
import type { DigestLanes } from './digest-lanes.ts'
import { checkFile, holds, type ExpectedFile } from './file-check.ts'
import type { LiveSeal } from './live-seal.ts'
import type { OpenContainer } from './open-container.ts'

/** Who digests, and who reads: the lanes by themselves from the descriptor, or this thread for them. */
export interface WayOfReading {
  readonly lanes: DigestLanes
  readonly descriptor: number | undefined
}

/** Bytes of one step; never less than a chunk. */
const PIECE = 4 * 1024 * 1024

/** One file on its way through the hashes; can be left and taken up again between two pieces. */
export class WholeJob {
  readonly size: number
  readonly clip: SealedClip | undefined
  /** Bytes that were digested and compared. */
  at = 0
  readonly #number: number
  readonly #file: ExpectedFile
  readonly #live: LiveSeal
  readonly #container: OpenContainer
  readonly #entry: ZipEntry | undefined
  readonly #broken: number[] = []
  /** Bytes handed to the lanes so far; undefined before the first piece. */
  #given: number | undefined
  #hashes: ChunkHashes | undefined
  #crc = 0

  constructor(number: number, file: ExpectedFile, live: LiveSeal, container: OpenContainer) {
    this.#number = number
    this.#file = file
    this.#live = live
    this.#container = container
    this.#entry = container.entries.get(file.path)
    this.clip = live.clipAt(file.path)
    this.size = this.#entry?.size ?? 0
  }

  /** Whether no piece is left to begin; some may still be under way. */
  get begunAll(): boolean {
    return this.#given === this.size
  }

  /** A piece is whole chunks. */
  get #pieceSize(): number {
    const chunkSize = this.clip?.chunkSize ?? PIECE
    return Math.max(1, Math.floor(PIECE / chunkSize)) * chunkSize
  }

  /** The sealed list comes first: chunks of a clip without one are not compared, only its whole. */
  async begin(): Promise<void> {
    if (this.#given === undefined && this.clip) this.#hashes = await this.clip.chunkHashes()
  }

  /** Takes the next piece, digests and compares it; the last one settles the file. */
  async piece(way: WayOfReading): Promise<void> {
    const entry = this.#entry
    const at = this.#given ?? 0
    if (!entry || !isPlain(entry)) {
      this.#given = this.size
      return this.#unpacked()
    }
    const length = Math.min(this.#pieceSize, this.size - at)
    this.#given = at + length
    const source = sliceOf(this.#container.source, entry.dataOffset, entry.size)
    await this.#digest(await dataFor(way, source, entry, at, length), at, way.lanes)
    this.at = at + length
    if (this.at === this.size) await this.#finish(entry, way.lanes)
  }

  async #digest(data: LaneData, at: number, lanes: DigestLanes): Promise<void> {
    const chunkSize = this.clip?.chunkSize ?? 0
    const names = [...new Set(this.#file.digests.map(({ name }) => name))]
    // Both lanes have the bytes in hand: they take turns with the CRC, so that neither falls behind.
    const aside = this.#hashes !== undefined && Math.floor(at / this.#pieceSize) % 2 === 1
    const growing = lanes.whole({ kind: 'grow', file: this.#number, names, data, crc: !aside })
    const chunking = this.#hashes && lanes.chunks({ kind: 'chunks', data, chunkSize, crc: aside })
    const [grown, chunked] = await Promise.all([growing, chunking])
    this.#crc = joinCrc(this.#crc, (aside ? chunked : grown)?.crc ?? 0, data.length)
    if (chunked) this.#compare(chunked.chunks, at / chunkSize)
  }

  #compare(found: readonly Hash[], first: number): void {
    found.forEach((hash, i) => {
      const expected = this.#hashes?.of(first + i)
      if (expected && equalBytes(hash, expected)) return
      this.#broken.push(first + i)
      if (this.clip) this.#live.noteBrokenChunk(this.clip.number, first + i)
    })
  }

  async #finish(entry: ZipEntry, lanes: DigestLanes): Promise<void> {
    const { digests } = await lanes.whole({ kind: 'end', file: this.#number })
    const whole = holds(this.#file, digests)
    const chunks = this.#broken.length === 0
    // The whole is as sealed and a chunk is not, or the other way round: then the list is not of this clip.
    if (this.#hashes && whole !== chunks)
      this.#live.add({ reason: 'chunkList.contradicts', subject: this.#file.path })
    this.#live.settle(this.#file.path, {
      state: whole && chunks ? 'ok' : 'changed',
      crc: this.#crc === entry.crc32,
      found: digests,
    })
  }

  /** Packed entries of foreign containers are small: they are unpacked in memory. */
  async #unpacked(): Promise<void> {
    this.#live.settle(this.#file.path, await checkFile(this.#container, this.#file))
    this.at = this.size
  }

  /** Chunks that were compared and hold, as runs (first, count). */
  verifiedRuns(): readonly (readonly [number, number])[] {
    if (!this.#hashes || !this.clip) return []
    const seen = this.at === this.size ? this.#hashes.count : Math.floor(this.at / this.clip.chunkSize)
    const runs: (readonly [number, number])[] = []
    let first = 0
    for (const broken of [...this.#broken, seen]) {
      if (broken > first) runs.push([first, broken - first])
      first = broken + 1
    }
    return runs
  }
}

function isPlain({ method, packedSize, size }: ZipEntry): boolean {
  return method === 0 && packedSize === size
}

function dataFor(
  { descriptor }: WayOfReading,
  source: ByteSource,
  { dataOffset }: ZipEntry,
  at: number,
  length: number,
): LaneData | Promise<LaneData> {
  return descriptor === undefined ? source.read(at, length) : { descriptor, offset: dataOffset + at, length }
}
