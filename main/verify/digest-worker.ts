import { parentPort } from 'node:worker_threads'
import { DigestLane, type LaneOrder } from './digest-lane.ts'

/** A lane in a thread of its own. It has no file: bytes lie in memory that it shares with main. */

const port = parentPort
if (!port) throw new Error('not a worker')
const lane = new DigestLane()
port.on('message', (order: LaneOrder) => port.postMessage(lane.answer(order)))
// The first word says that the program was found and has started; then answers in the order of the questions.
port.postMessage('ready')
