import { createHash } from 'node:crypto'
import type { FileHandle } from 'node:fs/promises'
import { crc32 } from 'node:zlib'
import type { ByteSource, Hash } from '../core/bytes.ts'
import { directoryBytes, localHeader } from '../core/container/pack-container.ts'
import type { StoredEntry } from '../core/container/zip-layout.ts'
import { sha256 } from '../crypto/hash.ts'

const STEP = 4 * 1024 * 1024

/** What streaming a file into the bundle brought to light. */
export interface WrittenFile {
  readonly sha256: Hash
  /** One hash a chunk; empty when no chunk size was asked for. */
  readonly chunks: readonly Hash[]
}

/** Writes an own container front to back; memory does not grow with the files. */
export class BundleWriter {
  readonly #file: FileHandle
  readonly #step: ((bytes: number) => void) | undefined
  readonly #entries: StoredEntry[] = []
  #at = 0

  /** `step` is told of each piece of a source that is written, and may throw to end the work. */
  constructor(file: FileHandle, step?: (bytes: number) => void) {
    this.#file = file
    this.#step = step
  }

  async addBytes(name: string, bytes: Uint8Array): Promise<Hash> {
    const entry = { name, crc32: crc32(bytes), size: bytes.length, headerOffset: this.#at }
    await this.#write(localHeader(entry))
    await this.#write(bytes)
    this.#entries.push(entry)
    return sha256(bytes)
  }

  /** Streams a source; its size must stay what it is. The CRC is put into the header afterwards. */
  async addSource(name: string, source: ByteSource, chunkSize?: number): Promise<WrittenFile> {
    const headerOffset = this.#at
    const entry = { name, crc32: 0, size: source.size, headerOffset }
    await this.#write(localHeader(entry))
    const whole = createHash('sha256')
    const chunks: Hash[] = []
    const step = chunkSize === undefined ? STEP : Math.max(1, Math.floor(STEP / chunkSize)) * chunkSize
    let crc = 0
    for (let at = 0; at < source.size; at += step) {
      const part = await source.read(at, Math.min(step, source.size - at))
      whole.update(part)
      crc = crc32(part, crc)
      if (chunkSize !== undefined)
        for (let from = 0; from < part.length; from += chunkSize)
          chunks.push(sha256(part.subarray(from, from + chunkSize)))
      await this.#write(part)
      this.#step?.(part.length)
    }
    const finished = { ...entry, crc32: crc }
    await writeAll(this.#file, localHeader(finished), headerOffset)
    this.#entries.push(finished)
    return { sha256: new Uint8Array(whole.digest()), chunks }
  }

  async finish(): Promise<void> {
    await this.#write(directoryBytes(this.#entries, this.#at))
  }

  async #write(bytes: Uint8Array): Promise<void> {
    await writeAll(this.#file, bytes, this.#at)
    this.#at += bytes.length
  }
}

async function writeAll(file: FileHandle, bytes: Uint8Array, at: number): Promise<void> {
  let done = 0
  while (done < bytes.length)
    done += (await file.write(bytes, done, bytes.length - done, at + done)).bytesWritten
}
