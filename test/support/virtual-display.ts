import { spawn, type ChildProcess } from 'node:child_process'
import type { Readable } from 'node:stream'

export interface Display {
  /** For the environment variable DISPLAY. */
  readonly name: string
  stop(): void
}

/** Starts an X server in memory, as large as the smallest screen that is promised to work. */
export async function startDisplay(asUser: readonly string[]): Promise<Display> {
  const [program = '', ...before] = asUser
  const words = ['-displayfd', '3', '-screen', '0', '1366x768x24', '-nolisten', 'tcp', '-noreset']
  const server = spawn(program, [...before, 'Xvfb', ...words], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  })
  const number = await numberFrom(server)
  return { name: `:${number}`, stop: () => void server.kill() }
}

async function numberFrom(server: ChildProcess): Promise<string> {
  const pipe = server.stdio[3] as Readable
  let said = ''
  for await (const piece of pipe.setEncoding('utf8')) {
    said += String(piece)
    if (said.includes('\n')) return said.trim()
  }
  throw new Error('Xvfb has ended without a display')
}
