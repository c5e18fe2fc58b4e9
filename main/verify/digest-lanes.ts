import { Worker } from 'node:worker_threads'
import { DigestLane, type LaneAnswer, type LaneOrder } from './digest-lane.ts'

/** Answers orders one after the other, in the order in which they were asked. */
export type Ask = (order: LaneOrder) => Promise<LaneAnswer>

/** Two lanes: one for digests of whole files, one for chunks, so that neither waits for the other. */
export interface DigestLanes {
  readonly whole: Ask
  readonly chunks: Ask
  /** Pieces that are under way at a time. */
  readonly pieces: number
  close(): Promise<void>
}

// Starting two threads takes longer than digesting so little.
const WORTH_THREADS = 32 * 1024 * 1024
const PIECES = 8

/** Lanes in threads of their own for much work; in this thread for little, or where no thread will start. */
export async function openLanes(bytes: number, url?: URL): Promise<DigestLanes> {
  if (bytes < WORTH_THREADS) return lanesHere()
  const started = await Promise.all([startLane(url), startLane(url)])
  const [whole, chunks] = started
  const close = async (): Promise<void> => {
    await Promise.all(started.map((lane) => lane?.worker.terminate()))
  }
  if (whole && chunks) return { whole: whole.ask, chunks: chunks.ask, pieces: PIECES, close }
  await close()
  return lanesHere()
}

function lanesHere(): DigestLanes {
  const lane = new DigestLane()
  const ask: Ask = async (order) => {
    // The window and its clips are served by this thread too.
    await new Promise((done) => setImmediate(done))
    return lane.answer(order)
  }
  return { whole: ask, chunks: ask, pieces: 1, close: () => Promise.resolve() }
}

interface Lane {
  readonly worker: Worker
  readonly ask: Ask
}

/** A started lane, or undefined when the thread does not come up. */
function startLane(url = new URL('./digest-worker.js', import.meta.url)): Promise<Lane | undefined> {
  const worker = new Worker(url)
  return new Promise((done) => {
    worker.once('message', () => done({ worker, ask: askThrough(worker) }))
    worker.once('error', () => done(undefined))
    worker.once('exit', () => done(undefined))
  })
}

function askThrough(worker: Worker): Ask {
  const waiting: { done: (answer: LaneAnswer) => void; failed: (error: Error) => void }[] = []
  let ended: Error | undefined
  const end = (error: Error): void => {
    ended ??= error
    for (const { failed } of waiting.splice(0)) failed(ended)
  }
  worker.on('message', (answer: LaneAnswer) => waiting.shift()?.done(answer))
  worker.on('error', end)
  worker.on('exit', () => end(new Error('a digest thread ended')))
  return (order) =>
    new Promise((done, failed) => {
      if (ended) return failed(ended)
      waiting.push({ done, failed })
      worker.postMessage(order)
    })
}
