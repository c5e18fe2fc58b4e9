import { Worker } from 'node:worker_threads'
import type { ByteSource } from '../core/bytes.ts'
import type { FrameTable } from '../core/clip/frame-table.ts'
import type { Failure } from '../core/failure.ts'
import { fail, type Result } from '../core/result.ts'
import type { FromIndexer, IndexOrder, ToIndexer } from './index-messages.ts'
import { BrokenChunkError } from './verified-source.ts'

export interface IndexerOptions {
  readonly name?: string
  /** The built worker; beside the built program by default. */
  readonly worker?: URL
  /** Milliseconds without a read after which the parser is taken to hang. */
  readonly patience?: number
}

/** Enough for tables of days of video; a file that makes the parser want more is not one. */
const memory = { maxOldGenerationSizeMb: 1024, maxYoungGenerationSizeMb: 64 }

/**
 * `indexClip` in a thread of its own, bounded in memory and in time without progress: a hostile container costs
 * the reviewer one clip, not the program.
 */
export function indexClipInWorker(
  source: ByteSource,
  options: IndexerOptions = {},
): Promise<Result<FrameTable, Failure>> {
  const name = options.name ?? ''
  const order: IndexOrder = { size: source.size, name }
  const url = options.worker ?? new URL('./index-worker.js', import.meta.url)
  const worker = new Worker(url, { workerData: order, resourceLimits: memory })
  return new Promise((done) => {
    const end = (result: Result<FrameTable, Failure>): void => {
      clearTimeout(patience)
      done(result)
      void worker.terminate()
    }
    const giveUp = (): void => end(fail({ code: 'clip.notDecodable', clip: name, codec: 'unknown' }))
    const patience = setTimeout(giveUp, options.patience ?? 60_000)
    worker.on('message', (message: FromIndexer) => {
      patience.refresh()
      if (message.kind === 'done') end(message.result)
      else void answer(source, message).then((answered) => worker.postMessage(answered))
    })
    worker.on('error', giveUp)
    worker.on('exit', giveUp)
  })
}

async function answer(
  source: ByteSource,
  { id, offset, length }: Extract<FromIndexer, { kind: 'read' }>,
): Promise<ToIndexer> {
  try {
    return { id, bytes: await source.read(offset, length) }
  } catch (error) {
    return error instanceof BrokenChunkError ? { id, brokenChunk: error.chunk } : { id, gone: true }
  }
}
