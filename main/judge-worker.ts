import { join } from 'node:path'
import { parentPort, workerData } from 'node:worker_threads'
import { type ArchiveFile, judgedLine, unreadLine } from './batch/archive-line.ts'
import type { JudgeOrder } from './batch/judge-threads.ts'
import { judgeWhole, judgingFor } from './judge.ts'
import { placesFrom } from './places.ts'

const order = workerData as JudgeOrder
const judging = await judgingFor(placesFrom(order.root), order)

parentPort?.on('message', (file: ArchiveFile) => void answer(file))

async function answer(file: ArchiveFile): Promise<void> {
  const judged = judging.ok ? await judgeWhole(join(order.folder, file.file), judging.value) : judging
  parentPort?.postMessage(judged.ok ? judgedLine(file, judged.value) : unreadLine(file, judged.failure))
}
