import { utilityProcess } from 'electron'
import { fileURLToPath } from 'node:url'
import type { TokenAccess } from '../keys/token-client.ts'
import { tokenWorker, type StartTokenProcess } from '../keys/token-process.ts'
import type { Places } from '../places.ts'

/** A utility process of Electron: it runs plain Node, and what crashes in it crashes there. */
const utility: StartTokenProcess = (words) => {
  const running = utilityProcess.fork(fileURLToPath(tokenWorker), [...words], {
    serviceName: 'Asservat smart card',
    stdio: 'ignore',
  })
  return {
    say: (message) => running.postMessage(message),
    onMessage: (heard) => void running.on('message', heard),
    onEnd: (ended) => void running.once('exit', ended),
    end: () => void running.kill(),
  }
}

/** How tokens are reached from a program with windows. */
export function tokenAccess(places: Places): TokenAccess {
  return { start: utility, bridge: places.tokenBridge }
}
