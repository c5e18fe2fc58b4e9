import { isOpenFile } from '../disk/open-read-only.ts'
import { lanesAside, lanesHere } from './digest-lanes.ts'
import type { SealedClip } from '../core/chunks/verify-chunk.ts'
import type { WholeOptions, WholeProgress } from './judged-file.ts'
import type { LiveSeal } from './live-seal.ts'
import type { OpenContainer } from './open-container.ts'
import { PlainDigest } from './opened-bundle.ts'
import { WholeJob, type WayOfReading } from './whole-job.ts'
import { WorkAhead } from './work-ahead.ts'

// Starting two threads takes longer than digesting so little.
const WORTH_THREADS = 32 * 1024 * 1024

/**
 * The background pass: each file's whole digest, and for clips every chunk, on two threads. What is being watched goes
 * first, at any moment. Ends early when the signal asks; then the verdict stays what it was. When it has ended, in
 * whichever way, nothing is read any more.
 */
export async function checkWholeOf(
  live: LiveSeal,
  container: OpenContainer,
  options: WholeOptions,
): Promise<void> {
  const jobs = jobsOf(live, container)
  const plain = live.pendingPlain().map((clip) => new PlainJob(clip, live))
  const pace = new Pace([...jobs, ...plain])
  const say = (state: WholeProgress['state']): void => options.onProgress?.(pace.progress(state))
  say('running')
  const { source } = container
  const many = sum(jobs.map(({ size }) => size)) >= WORTH_THREADS
  const lanes = many && isOpenFile(source) ? await lanesAside(source.name, options.worker) : undefined
  if (lanes && isOpenFile(source)) {
    const aside = (descriptor: number): Promise<void> =>
      workThrough(jobs, { lanes, descriptor }, pace, options, say).finally(() => lanes.close())
    await source.lend(aside)
  } else await workThrough(jobs, { lanes: lanesHere(), descriptor: undefined }, pace, options, say)
  for (const job of plain) await job.run(options, pace, say)
  say(options.signal.aborted ? 'stopped' : 'whole')
}

async function workThrough(
  jobs: readonly WholeJob[],
  way: WayOfReading,
  pace: Pace,
  options: WholeOptions,
  say: (state: WholeProgress['state']) => void,
): Promise<void> {
  // In this thread one piece at a time: the next choice is made with it done.
  const ahead = new WorkAhead(way.descriptor === undefined ? 1 : 4)
  try {
    while (!options.signal.aborted) {
      if (options.paused?.()) {
        await ahead.ended()
        await pace.rest(100)
        say('paused')
        continue
      }
      const job = nextOf(jobs, options.watching?.())
      if (!job) break
      await job.begin()
      await ahead.begin(job.piece(way).then(() => say('running')))
    }
    await ahead.ended()
  } finally {
    await ahead.settled()
  }
}

/** A clip's list is read with the clip, not by itself. */
function jobsOf(live: LiveSeal, container: OpenContainer): readonly WholeJob[] {
  const pending = live.pending()
  const paths = new Set(pending.map(({ path }) => path))
  return pending
    .filter(({ path }) => !paths.has(live.clipListedAt(path)?.path ?? ''))
    .map((file, number) => new WholeJob(number, file, live, container))
}

function nextOf(jobs: readonly WholeJob[], watching: number | undefined): WholeJob | undefined {
  const open = jobs.filter((job) => !job.begunAll)
  return open.find(({ clip }) => clip !== undefined && clip.number === watching) ?? open[0]
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}

/** What the progress is made of: a file, or the plaintext of one. */
interface Part {
  readonly size: number
  readonly at: number
  readonly clip: SealedClip | undefined
  verifiedRuns(): readonly (readonly [number, number])[]
}

/** The plaintext of one file of an opened bundle: decrypted from verified chunks, compared with what the details say. */
class PlainJob implements Part {
  readonly size: number
  readonly clip = undefined
  at = 0
  readonly #clip: SealedClip
  readonly #live: LiveSeal

  constructor(clip: SealedClip, live: LiveSeal) {
    this.size = clip.cipher?.size ?? 0
    this.#clip = clip
    this.#live = live
  }

  async run(options: WholeOptions, pace: Pace, say: (state: WholeProgress['state']) => void): Promise<void> {
    const digest = new PlainDigest(this.#clip)
    while (!options.signal.aborted) {
      if (options.paused?.()) {
        await pace.rest(100)
        say('paused')
        continue
      }
      const step = await digest.next()
      this.at += step.bytes
      say('running')
      if (step.bytes > 0) continue
      this.at = this.size
      return this.#live.settlePlain(this.#clip.path, step.sha256)
    }
  }

  verifiedRuns(): readonly [] {
    return []
  }
}

/** How fast it goes, and what has been seen. Time at rest does not count. */
class Pace {
  readonly #jobs: readonly Part[]
  readonly #started = performance.now()
  #rested = 0

  constructor(jobs: readonly Part[]) {
    this.#jobs = jobs
  }

  async rest(milliseconds: number): Promise<void> {
    const from = performance.now()
    await new Promise((done) => setTimeout(done, milliseconds))
    this.#rested += performance.now() - from
  }

  progress(state: WholeProgress['state']): WholeProgress {
    const bytesDone = sum(this.#jobs.map(({ at }) => at))
    const bytesTotal = sum(this.#jobs.map(({ size }) => size))
    const seconds = (performance.now() - this.#started - this.#rested) / 1000
    const known = state === 'running' && bytesDone > 0 && seconds > 0.5
    return {
      state,
      bytesDone,
      bytesTotal,
      secondsLeft: known ? ((bytesTotal - bytesDone) * seconds) / bytesDone : null,
      clips: this.#jobs.flatMap((job) =>
        job.clip ? [{ clip: job.clip.number, verified: job.verifiedRuns() }] : [],
      ),
    }
  }
}
