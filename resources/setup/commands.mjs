import { spawn, spawnSync } from 'node:child_process'
import { Trouble } from './trouble.mjs'
import { root, windows } from './places.mjs'

const children = new Set()

// Children share the terminal's group and get Ctrl-C themselves; a plain TERM has to be passed on.
for (const signal of ['SIGTERM', 'SIGHUP']) {
  process.on(signal, () => {
    for (const child of children) child.kill(signal)
    process.exit(128 + (signal === 'SIGTERM' ? 15 : 1))
  })
}
// Ends what would outlive us: a display in memory is not in the terminal's group.
process.on('exit', () => {
  for (const child of children) child.kill()
})
let interrupted = false
process.on('SIGINT', () => {
  if (interrupted) for (const child of children) child.kill('SIGKILL')
  interrupted = true
  if (children.size === 0) process.exit(130)
})

/** Runs a program to its end. Answers its exit code; 130 after Ctrl-C, 128+n after signal n. */
export async function run(program, args, options = {}) {
  const child = start(program, args, options)
  const code = await ended(child)
  endIfInterrupted()
  return code
}

/** After Ctrl-C nothing more is begun. */
export function endIfInterrupted() {
  if (interrupted) process.exit(130)
}

export function start(program, args, options = {}) {
  const child = spawn(program, args, { cwd: root, stdio: 'inherit', windowsHide: true, ...options })
  children.add(child)
  child.once('close', () => children.delete(child))
  child.once('error', () => children.delete(child))
  return child
}

export function ended(child) {
  return new Promise((resolve, reject) => {
    child.once('error', (error) =>
      reject(new Trouble(`${child.spawnfile} cannot be started: ${error.message}`)),
    )
    child.once('close', (code, signal) => resolve(code ?? (signal === 'SIGINT' ? 130 : 143)))
  })
}

/** Runs a program and keeps what it says; shown only when it fails. Answers its standard output. */
export async function runQuietly(program, args, options = {}) {
  const { said, code } = await capture(program, args, options)
  if (code !== 0) throw new Trouble(`${said.all}\n${program} ${args.join(' ')} ended with ${code}`)
  return said.out
}

/** Runs a program and gives back its exit code and everything it said. */
export async function capture(program, args, options = {}) {
  const env = { ...(options.env ?? process.env), NO_COLOR: '1', FORCE_COLOR: '0' }
  const child = start(program, args, { ...options, env, stdio: ['ignore', 'pipe', 'pipe'] })
  const said = { out: '', all: '' }
  child.stdout.setEncoding('utf8').on('data', (text) => ((said.out += text), (said.all += text)))
  child.stderr.setEncoding('utf8').on('data', (text) => (said.all += text))
  const code = await ended(child)
  endIfInterrupted()
  return { said, code }
}

/** npm as it was called, or the one beside Node. Never through a shell but on Windows, where npm is a batch file. */
export function npm(args) {
  const own = process.env.npm_execpath
  if (own?.endsWith('.js')) return [process.execPath, [own, ...args], {}]
  return windows ? ['npm.cmd', args, { shell: true }] : ['npm', args, {}]
}

/** True when the program can be found and says its version. */
export function present(program, argument = '--version') {
  return spawnSync(program, [argument], { stdio: 'ignore' }).error === undefined
}
