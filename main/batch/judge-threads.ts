import { Worker } from 'node:worker_threads'
import { type ArchiveFile, type ArchiveLine, unreadLine } from './archive-line.ts'

/** What a thread needs to judge by itself. */
export interface JudgeOrder {
  readonly root: string
  readonly folder: string
  readonly home: string | undefined
  readonly trust: string | undefined
}

/** A container that wants more is hostile: it costs its own line, not the run. */
const memory = { maxOldGenerationSizeMb: 2048 }

/** Judges the files in `jobs` threads; `told` hears each line, one after the other, and is waited for. */
export async function judgeInThreads(
  files: readonly ArchiveFile[],
  jobs: number,
  order: JudgeOrder,
  told: (line: ArchiveLine) => Promise<void>,
): Promise<void> {
  const waiting = files[Symbol.iterator]()
  let telling = Promise.resolve()
  const tell = (line: ArchiveLine): Promise<void> => (telling = telling.then(() => told(line)))
  await Promise.all(Array.from({ length: Math.min(jobs, files.length) }, () => work(waiting, order, tell)))
}

async function work(
  waiting: Iterator<ArchiveFile>,
  order: JudgeOrder,
  tell: (line: ArchiveLine) => Promise<void>,
): Promise<void> {
  let thread = start(order)
  for (let next = waiting.next(); next.done !== true; next = waiting.next()) {
    const file = next.value
    const line = await thread.judge(file)
    // A thread that died (out of memory, a defect) takes its one bundle with it; another one goes on.
    if (line === undefined) thread = start(order)
    await tell(line ?? unreadLine(file, { code: 'file.notReadable', name: file.file }))
  }
  await thread.end()
}

/** One thread and the one question it is busy with; undefined is the answer of a thread that died. */
function start(order: JudgeOrder) {
  const worker = new Worker(new URL('./judge-worker.js', import.meta.url), {
    workerData: order,
    resourceLimits: memory,
  })
  let asked: ((line: ArchiveLine | undefined) => void) | undefined
  let dead = false
  const died = (): void => {
    dead = true
    asked?.(undefined)
  }
  worker.on('message', (line: ArchiveLine) => asked?.(line))
  worker.on('error', died)
  worker.on('exit', died)
  const judge = (file: ArchiveFile): Promise<ArchiveLine | undefined> =>
    new Promise((settle) => {
      asked = settle
      if (dead) settle(undefined)
      else worker.postMessage(file)
    })
  return { judge, end: () => worker.terminate() }
}
