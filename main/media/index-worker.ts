import { parentPort, workerData } from 'node:worker_threads'
import type { ByteSource } from '../core/bytes.ts'
import { indexClip } from './frame-index.ts'
import type { FromIndexer, IndexOrder, ToIndexer } from './index-messages.ts'
import { BrokenChunkError } from './verified-source.ts'

/** Counts one clip and ends. It has no file of its own: main reads, verifies, and hands over what was asked for. */

const port = parentPort
if (!port) throw new Error('not a worker')
const { size, name } = workerData as IndexOrder
const waiting = new Map<number, { done: (bytes: Uint8Array) => void; failed: (error: Error) => void }>()
let lastId = 0

port.on('message', (answer: ToIndexer) => {
  const read = waiting.get(answer.id)
  waiting.delete(answer.id)
  if ('bytes' in answer) read?.done(answer.bytes)
  else read?.failed('gone' in answer ? new Error('gone') : new BrokenChunkError(answer.brokenChunk))
})

const source: ByteSource = {
  size,
  read(offset, length) {
    const id = ++lastId
    return new Promise((done, failed) => {
      waiting.set(id, { done, failed })
      port.postMessage({ kind: 'read', id, offset, length } satisfies FromIndexer)
    })
  },
}

const result = await indexClip(source, { name })
port.postMessage({ kind: 'done', result } satisfies FromIndexer)
port.close()
