import { Worker } from 'node:worker_threads'
import { FileGone } from '../disk/open-read-only.ts'
import { DigestLane, type LaneAnswer, type LaneData, type LaneOrder, type ReadBlocks } from './digest-lane.ts'

/** Answers orders one after the other, in the order in which they were asked. Rejects with `FileGone`. */
export type Ask = (order: LaneOrder) => Promise<LaneAnswer>

/** Two lanes: one for digests of whole files, one for chunks, so that neither waits for the other. */
export interface DigestLanes {
  readonly whole: Ask
  readonly chunks: Ask
  close(): Promise<void>
}

/** Lanes in threads of their own, or undefined where no thread will start. `name`: what is read, for `FileGone`. */
export async function lanesAside(name: string, url?: URL): Promise<DigestLanes | undefined> {
  const started = await Promise.all([startLane(name, url), startLane(name, url)])
  const [whole, chunks] = started
  const close = async (): Promise<void> => {
    for (const lane of started) await lane?.worker.terminate()
  }
  if (whole && chunks) return { whole: whole.ask, chunks: chunks.ask, close }
  await close()
  return undefined
}

/** Both lanes in this thread, for little work and for bytes in memory. */
export function lanesHere(): DigestLanes {
  const lane = new DigestLane(blocksInMemory)
  const ask: Ask = async (order) => {
    // The window and its clips are served by this thread too.
    await new Promise((done) => setImmediate(done))
    return lane.answer(order)
  }
  return { whole: ask, chunks: ask, close: () => Promise.resolve() }
}

const blocksInMemory: ReadBlocks = function* (data: LaneData, blockSize) {
  if (!(data instanceof Uint8Array)) throw new TypeError('this thread reads no files')
  for (let at = 0; at < data.length; at += blockSize) yield data.subarray(at, at + blockSize)
}

interface Lane {
  readonly worker: Worker
  readonly ask: Ask
}

/** A started lane, or undefined when the thread does not come up. */
function startLane(
  name: string,
  url = new URL('./digest-worker.js', import.meta.url),
): Promise<Lane | undefined> {
  const worker = new Worker(url)
  return new Promise((done) => {
    worker.once('message', () => done({ worker, ask: askThrough(worker, name) }))
    worker.once('error', () => done(undefined))
    worker.once('exit', () => done(undefined))
  })
}

function askThrough(worker: Worker, name: string): Ask {
  const waiting: { done: (answer: LaneAnswer) => void; failed: (error: Error) => void }[] = []
  let ended: Error | undefined
  const end = (error: Error): void => {
    ended ??= error
    for (const { failed } of waiting.splice(0)) failed(ended)
  }
  worker.on('message', (answer: LaneAnswer | 'gone') => {
    const asker = waiting.shift()
    if (answer === 'gone') asker?.failed(new FileGone(name))
    else asker?.done(answer)
  })
  worker.on('error', end)
  worker.on('exit', () => end(new Error('a digest thread ended')))
  return (order) =>
    new Promise((done, failed) => {
      if (ended) return failed(ended)
      waiting.push({ done, failed })
      worker.postMessage(order)
    })
}
