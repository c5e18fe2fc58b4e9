import { once } from 'node:events'
import { start } from './commands.mjs'
import { windows } from './places.mjs'
import { Trouble } from './trouble.mjs'
import { present } from './commands.mjs'

/** True when a window can be shown as things are. */
export function hasDisplay() {
  if (windows || process.platform === 'darwin') return true
  return Boolean(process.env.DISPLAY) || Boolean(process.env.WAYLAND_DISPLAY)
}

export function hasVirtualDisplay() {
  return present('Xvfb', '-help')
}

/**
 * Starts a display in memory that only this user can reach, runs the work with its name and ends it again.
 * The server picks a free number itself, so any number of them run side by side.
 */
export async function withVirtualDisplay(work) {
  const words = ['-displayfd', '3', '-screen', '0', '1366x768x24', '-nolisten', 'tcp', '-noreset']
  const server = start('Xvfb', words, { stdio: ['ignore', 'ignore', 'ignore', 'pipe'], detached: true })
  try {
    const name = await Promise.race([numberOf(server.stdio[3]), once(server, 'close').then(() => undefined)])
    if (name === undefined) throw new Trouble('Xvfb ended before it had a display to give.', 3)
    return await work(`:${name}`)
  } finally {
    server.kill()
  }
}

async function numberOf(pipe) {
  let said = ''
  for await (const piece of pipe) {
    said += piece
    if (said.includes('\n')) return said.trim()
  }
  return undefined
}
