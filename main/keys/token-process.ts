import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { Worker } from 'node:worker_threads'

/** Where a manufacturer's library runs, apart from everything else: it may crash or hang. */
export interface TokenProcess {
  say(message: object): void
  onMessage(heard: (message: unknown) => void): void
  onEnd(ended: () => void): void
  end(): void
}

/** Starts such a process. @param words path of the bridge, path of the library. */
export type StartTokenProcess = (words: readonly [bridge: string, library: string]) => TokenProcess

/** The built worker, beside the built program. */
export const tokenWorker = new URL('./token-worker.js', import.meta.url)

/** A process of its own in plain Node. */
export function childProcess(worker: URL = tokenWorker): StartTokenProcess {
  return (words) => {
    const child = fork(fileURLToPath(worker), [...words], { serialization: 'advanced', stdio: 'ignore' })
    // A question to a process that has just ended is answered by its end.
    child.on('error', () => undefined)
    // Who waits for an answer keeps the program alive by its patience; a card that stays logged in does not.
    child.unref()
    child.channel?.unref()
    return {
      say: (message) => void (child.connected && child.send(message, () => undefined)),
      onMessage: (heard) => void child.on('message', heard),
      onEnd: (ended) => void child.once('exit', ended),
      end: () => void child.kill('SIGKILL'),
    }
  }
}

/** A packed program cannot start itself as plain Node: without a window its command line makes do with a thread. */
export function thread(worker: URL = tokenWorker): StartTokenProcess {
  return (words) => {
    const running = new Worker(worker, { argv: [...words] })
    running.on('error', () => undefined)
    running.unref()
    return {
      say: (message) => running.postMessage(message),
      onMessage: (heard) => void running.on('message', heard),
      onEnd: (ended) => void running.once('exit', ended),
      end: () => void running.terminate(),
    }
  }
}
