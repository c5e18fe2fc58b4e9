import { equalBytes, type Hash } from '../core/bytes.ts'
import type { SealedClip } from '../core/chunks/verify-chunk.ts'
import type { ZipEntry } from '../core/container/zip-layout.ts'
import { sha256, sha256Aside, startDigest } from '../crypto/hash.ts'
import { checkFile, type ExpectedFile } from './file-check.ts'
import type { WholeOptions, WholeProgress } from './judged-file.ts'
import type { LiveSeal } from './live-seal.ts'
import { continueCrc, type OpenContainer } from './open-container.ts'

const STEP = 4 * 1024 * 1024
// Handing over takes longer than hashing so little.
const WORTH_A_THREAD = 64 * 1024

/**
 * The background pass: each file's whole digest, and for clips every chunk in the same reading. What is being watched
 * goes first, at any moment. Ends early when the signal asks; then the verdict stays what it was.
 */
export async function checkWholeOf(
  live: LiveSeal,
  container: OpenContainer,
  options: WholeOptions,
): Promise<void> {
  const jobs = live.pending().map((file) => new Job(file, live, container))
  const pace = new Pace(jobs)
  const say = (state: WholeProgress['state']): void => options.onProgress?.(pace.progress(state))
  say('running')
  while (!options.signal.aborted) {
    if (options.paused?.()) {
      await nextTurn(100)
      say('paused')
      continue
    }
    const job =
      jobs.find((one) => !one.done && one.clip?.number === options.watching?.()) ??
      jobs.find((one) => !one.done)
    if (!job) break
    await job.step()
    say('running')
    await nextTurn(0)
  }
  say(options.signal.aborted ? 'stopped' : 'whole')
}

function nextTurn(milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    if (milliseconds === 0) setImmediate(resolve)
    else setTimeout(resolve, milliseconds)
  })
}

/** One file on its way through the hashes; can be left and taken up again between two steps. */
class Job {
  readonly size: number
  readonly clip: SealedClip | undefined
  /** Bytes read so far. */
  at = 0
  done = false
  readonly #file: ExpectedFile
  readonly #live: LiveSeal
  readonly #container: OpenContainer
  readonly #entry: ZipEntry | undefined
  readonly #whole = startDigest('SHA-256')
  readonly broken: number[] = []
  #crc = 0
  #ahead: Promise<Uint8Array> | undefined

  constructor(file: ExpectedFile, live: LiveSeal, container: OpenContainer) {
    this.#file = file
    this.#live = live
    this.#container = container
    this.#entry = container.entries.get(file.path)
    this.clip = live.parts.own?.clips.find(({ path }) => path === file.path)
    this.size = this.clip?.bytes.size ?? this.#entry?.size ?? 0
  }

  async step(): Promise<void> {
    if (!this.clip || !this.#entry) return this.#plain()
    const bytes = await (this.#ahead ?? this.#read(this.clip, this.at))
    const next = this.at + bytes.length
    // The next part is read while this one is hashed; an early failure is seen when its turn comes.
    this.#ahead = next < this.size ? this.#read(this.clip, next) : undefined
    this.#ahead?.catch(() => undefined)
    // Chunks are hashed on other threads while this one hashes the whole.
    const chunks = this.#chunks(this.clip, bytes)
    this.#whole?.update(bytes)
    this.#crc = continueCrc(bytes, this.#crc)
    await chunks
    this.at = next
    if (this.at === this.size) this.#finish(this.clip, this.#entry)
  }

  /** A step is whole chunks: their sizes are powers of two, and no step is smaller than one. */
  #read(clip: SealedClip, at: number): Promise<Uint8Array> {
    return clip.bytes.read(at, Math.min(Math.max(STEP, clip.chunkSize), this.size - at))
  }

  async #chunks(clip: SealedClip, bytes: Uint8Array): Promise<void> {
    const first = this.at / clip.chunkSize
    const count = Math.ceil(bytes.length / clip.chunkSize)
    const parts = Array.from({ length: count }, (_, i) =>
      bytes.subarray(i * clip.chunkSize, (i + 1) * clip.chunkSize),
    )
    const hashOf = async (part: Uint8Array): Promise<Hash> =>
      part.length < WORTH_A_THREAD ? sha256(part) : sha256Aside(part)
    const hashes = await Promise.all(parts.map(hashOf))
    hashes.forEach((hash, i) => {
      const expected = clip.chunkHashes[first + i]
      if (expected && equalBytes(hash, expected)) return
      this.broken.push(first + i)
      this.#live.noteBrokenChunk(clip.number, first + i)
    })
  }

  #finish(clip: SealedClip, entry: ZipEntry): void {
    const hash = this.#whole?.digest()
    const claims = this.#file.digests
    const holds =
      hash !== undefined &&
      claims.length > 0 &&
      claims.every(({ name, value }) => name === 'SHA-256' && equalBytes(hash, value))
    // The whole is as sealed and a chunk is not, or the other way round: then the list is not of this clip.
    if (holds !== (this.broken.length === 0))
      this.#live.add({ reason: 'chunkList.contradicts', subject: clip.path })
    this.#live.settle(clip.path, {
      state: holds && this.broken.length === 0 ? 'ok' : 'changed',
      crc: this.#crc === entry.crc32,
    })
    this.done = true
  }

  async #plain(): Promise<void> {
    this.#live.settle(this.#file.path, await checkFile(this.#container, this.#file))
    this.at = this.size
    this.done = true
  }
}

/** How fast it goes, and what has been seen. */
class Pace {
  readonly #jobs: readonly Job[]
  readonly #started = Date.now()

  constructor(jobs: readonly Job[]) {
    this.#jobs = jobs
  }

  progress(state: WholeProgress['state']): WholeProgress {
    const bytesDone = this.#jobs.reduce((sum, { at }) => sum + at, 0)
    const bytesTotal = this.#jobs.reduce((sum, { size }) => sum + size, 0)
    const seconds = (Date.now() - this.#started) / 1000
    const known = state === 'running' && bytesDone > 0 && seconds > 0.5
    return {
      state,
      bytesDone,
      bytesTotal,
      secondsLeft: known ? ((bytesTotal - bytesDone) * seconds) / bytesDone : null,
      clips: this.#jobs.flatMap((job) =>
        job.clip ? [{ clip: job.clip.number, verified: runsOf(job, job.clip) }] : [],
      ),
    }
  }
}

/** Verified chunks as runs (first, count), broken ones left out. */
function runsOf(job: Job, clip: SealedClip): readonly (readonly [number, number])[] {
  const seen = job.done ? clip.chunkHashes.length : Math.floor(job.at / clip.chunkSize)
  const runs: (readonly [number, number])[] = []
  let first = 0
  for (const broken of [...job.broken, seen]) {
    if (broken > first) runs.push([first, broken - first])
    first = broken + 1
  }
  return runs
}
