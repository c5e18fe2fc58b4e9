import { readSync } from 'node:fs'
import { parentPort } from 'node:worker_threads'
import { DigestLane, type LaneData, type LaneOrder } from './digest-lane.ts'

/**
 * A lane in a thread of its own. It reads where main has the file open, by the same descriptor: a block is digested by
 * the core that read it, which is what makes two threads twice as fast.
 */

const port = parentPort
if (!port) throw new Error('not a worker')
let room = new Uint8Array()

function* blocksOf(data: LaneData, blockSize: number): Generator<Uint8Array, undefined> {
  if (data instanceof Uint8Array) throw new TypeError('bytes are digested where they are')
  if (room.length < blockSize) room = new Uint8Array(blockSize)
  for (let at = 0; at < data.length; at += blockSize) {
    const block = room.subarray(0, Math.min(blockSize, data.length - at))
    for (let done = 0; done < block.length;) {
      const count = readSync(data.descriptor, block, done, block.length - done, data.offset + at + done)
      if (count === 0) throw new Error('the file has become shorter')
      done += count
    }
    yield block
  }
  return undefined
}

const lane = new DigestLane(blocksOf)
port.on('message', (order: LaneOrder) => {
  try {
    port.postMessage(lane.answer(order))
  } catch {
    // Reading fails for many reasons; to the reviewer they mean one thing.
    port.postMessage('gone')
  }
})
// The first word says that the program was found and has started; then answers in the order of the questions.
port.postMessage('ready')
