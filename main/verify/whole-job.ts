import { equalBytes, readInto, sliceOf, type ByteSource, type Hash } from '../core/bytes.ts'
import type { ChunkHashes } from '../core/chunks/chunk-list.ts'
import type { SealedClip } from '../core/chunks/verify-chunk.ts'
import type { ZipEntry } from '../core/container/zip-layout.ts'
import type { DigestLanes } from './digest-lanes.ts'
import { checkFile, holds, type ExpectedFile } from './file-check.ts'
import type { LiveSeal } from './live-seal.ts'
import type { OpenContainer } from './open-container.ts'
import type { PieceBelt } from './piece-belt.ts'

/** Bytes that are read at a time; never less than a chunk. */
export const PIECE_SIZE = 4 * 1024 * 1024

/** One file on its way through the hashes; can be left and taken up again between two pieces. */
export class WholeJob {
  readonly size: number
  /** 0 when the file has no chunks. */
  readonly chunkSize: number
  readonly clip: SealedClip | undefined
  /** Bytes that were digested and compared. */
  at = 0
  /** Whether all was read; what is under way may still be digested. */
  read = false
  readonly #number: number
  readonly #file: ExpectedFile
  readonly #live: LiveSeal
  readonly #container: OpenContainer
  readonly #entry: ZipEntry | undefined
  readonly #source: ByteSource | undefined
  readonly #broken: number[] = []
  #readAt = 0
  #hashes: ChunkHashes | undefined

  constructor(number: number, file: ExpectedFile, live: LiveSeal, container: OpenContainer) {
    this.#number = number
    this.#file = file
    this.#live = live
    this.#container = container
    this.#entry = container.entries.get(file.path)
    this.clip = live.clipAt(file.path)
    this.chunkSize = this.clip?.chunkSize ?? 0
    this.#source = plainBytes(container, this.#entry)
    this.size = this.#entry?.size ?? 0
  }

  /** Reads the next piece and lets it be digested aside; `done` is called when it is. */
  async step(lanes: DigestLanes, belt: PieceBelt, done: () => void): Promise<void> {
    if (!this.#source || !this.#entry) {
      this.read = true
      return this.#unpacked(done)
    }
    // The sealed list first: chunks of a clip without one are not compared, only its whole.
    if (this.#readAt === 0 && this.clip) this.#hashes = await this.clip.chunkHashes()
    const room = await belt.take()
    const at = this.#readAt
    // A piece is whole chunks: their sizes are powers of two.
    const piece = room.subarray(0, Math.min(Math.max(PIECE_SIZE, this.chunkSize), this.size - at))
    try {
      await readInto(this.#source, at, piece)
    } catch (error) {
      belt.giveBack(room)
      throw error
    }
    this.#readAt += piece.length
    this.read = this.#readAt === this.size
    belt.run(room, this.#digest(piece, at, this.#entry, lanes).then(done))
  }

  async #digest(piece: Uint8Array, at: number, entry: ZipEntry, lanes: DigestLanes): Promise<void> {
    const { chunkSize } = this
    const names = [...new Set(this.#file.digests.map(({ name }) => name))]
    const growing = lanes.whole({ kind: 'grow', file: this.#number, names, bytes: piece })
    const chunking = this.#hashes && lanes.chunks({ kind: 'chunks', bytes: piece, chunkSize })
    const [, chunked] = await Promise.all([growing, chunking])
    this.#compare(chunked?.chunks ?? [], chunkSize > 0 ? at / chunkSize : 0)
    this.at = at + piece.length
    if (this.at === this.size) await this.#finish(entry, lanes)
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
    const { digests, crc } = await lanes.whole({ kind: 'end', file: this.#number })
    const whole = holds(this.#file, digests)
    const chunks = this.#broken.length === 0
    // The whole is as sealed and a chunk is not, or the other way round: then the list is not of this clip.
    if (this.#hashes && whole !== chunks)
      this.#live.add({ reason: 'chunkList.contradicts', subject: this.#file.path })
    this.#live.settle(this.#file.path, {
      state: whole && chunks ? 'ok' : 'changed',
      crc: crc === entry.crc32,
    })
  }

  /** Packed entries of foreign containers are small: they are unpacked in memory. */
  async #unpacked(done: () => void): Promise<void> {
    this.#live.settle(this.#file.path, await checkFile(this.#container, this.#file))
    this.at = this.size
    done()
  }

  /** Chunks that were compared and hold, as runs (first, count). */
  verifiedRuns(): readonly (readonly [number, number])[] {
    if (!this.#hashes) return []
    const seen = this.at === this.size ? this.#hashes.count : Math.floor(this.at / this.chunkSize)
    const runs: (readonly [number, number])[] = []
    let first = 0
    for (const broken of [...this.#broken, seen]) {
      if (broken > first) runs.push([first, broken - first])
      first = broken + 1
    }
    return runs
  }
}

function plainBytes({ source }: OpenContainer, entry: ZipEntry | undefined): ByteSource | undefined {
  const isPlain = entry?.method === 0 && entry.packedSize === entry.size
  return entry && isPlain ? sliceOf(source, entry.dataOffset, entry.size) : undefined
}
