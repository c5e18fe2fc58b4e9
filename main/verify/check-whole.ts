import type { WholeOptions, WholeProgress } from './judged-file.ts'
import { openLanes } from './digest-lanes.ts'
import type { LiveSeal } from './live-seal.ts'
import type { OpenContainer } from './open-container.ts'
import { PieceBelt } from './piece-belt.ts'
import { PIECE_SIZE, WholeJob } from './whole-job.ts'

/**
 * The background pass: each file's whole digest, and for clips every chunk of the same reading, on two threads. What
 * is being watched goes first, at any moment. Ends early when the signal asks; then the verdict stays what it was.
 */
export async function checkWholeOf(
  live: LiveSeal,
  container: OpenContainer,
  options: WholeOptions,
): Promise<void> {
  const jobs = jobsOf(live, container)
  const pace = new Pace(jobs)
  const say = (state: WholeProgress['state']): void => options.onProgress?.(pace.progress(state))
  say('running')
  const lanes = await openLanes(sum(jobs.map(({ size }) => size)), options.worker)
  const belt = new PieceBelt(lanes.pieces, Math.max(PIECE_SIZE, ...jobs.map(({ chunkSize }) => chunkSize)))
  try {
    while (!options.signal.aborted) {
      if (options.paused?.()) {
        await belt.empty()
        await pace.rest(100)
        say('paused')
        continue
      }
      const job = nextOf(jobs, options.watching?.())
      if (!job) break
      await job.step(lanes, belt, () => say('running'))
      // A piece alone on the belt is waited for: the next choice is made with it done.
      if (lanes.pieces === 1) await belt.empty()
    }
    await belt.empty()
  } finally {
    await lanes.close()
  }
  say(options.signal.aborted ? 'stopped' : 'whole')
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
  const open = jobs.filter((job) => !job.read)
  return open.find(({ clip }) => clip !== undefined && clip.number === watching) ?? open[0]
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}

/** How fast it goes, and what has been seen. Time at rest does not count. */
class Pace {
  readonly #jobs: readonly WholeJob[]
  readonly #started = performance.now()
  #rested = 0

  constructor(jobs: readonly WholeJob[]) {
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
