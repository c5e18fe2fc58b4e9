import { parentPort as threadPort } from 'node:worker_threads'
import type { TokenQuestion } from './token-messages.ts'
import { TokenSession } from './token-session.ts'

/** Electron's utility process, a thread and a plain child process each have their own way to speak. */
interface Port {
  listen(heard: (message: Numbered) => void): void
  say(message: unknown): void
}

interface Numbered {
  readonly number: number
  readonly question: TokenQuestion
}

interface UtilityPort {
  on(event: 'message', listener: (event: { readonly data: Numbered }) => void): void
  postMessage(message: unknown): void
}

function ownPort(): Port {
  const utility = Reflect.get(process, 'parentPort') as UtilityPort | undefined
  if (utility)
    return {
      listen: (heard) => utility.on('message', ({ data }) => heard(data)),
      say: (message) => utility.postMessage(message),
    }
  if (threadPort) {
    const port = threadPort
    return { listen: (heard) => void port.on('message', heard), say: (message) => port.postMessage(message) }
  }
  return {
    listen: (heard) => void process.on('message', heard),
    say: (message) => void process.send?.(message),
  }
}

const [bridge = '', library = ''] = process.argv.slice(-2)
const port = ownPort()
const opened: { session?: TokenSession } = {}

/** Only the first question loads the library, so that its failure is the answer to a question. */
function answer(question: TokenQuestion): unknown {
  try {
    opened.session ??= new TokenSession(bridge, library)
  } catch (error) {
    return { trouble: 'noLibrary', number: error instanceof Error ? error.message.slice(0, 32) : '' }
  }
  return opened.session.answer(question)
}

port.listen(({ number, question }) => port.say({ number, answer: answer(question) }))
