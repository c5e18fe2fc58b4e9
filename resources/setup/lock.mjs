import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { build } from './places.mjs'
import { say } from './say.mjs'

const folder = join(build, 'lock')

/** Two set-ups in one checkout would overwrite each other's files: the second waits for the first. */
export async function alone(work) {
  mkdirSync(build, { recursive: true })
  await take()
  const release = () => rmSync(folder, { recursive: true, force: true })
  process.once('exit', release)
  try {
    return await work()
  } finally {
    process.off('exit', release)
    release()
  }
}

async function take() {
  for (let tries = 0; !took(); tries++) {
    const holder = holderOf()
    if (holder !== undefined && !alive(holder)) rmSync(folder, { recursive: true, force: true })
    else if (tries % 60 === 0)
      say(`  waiting for another set-up of this checkout (process ${holder ?? 'just starting'})`)
    await pause(500)
  }
  writeFileSync(join(folder, 'pid'), String(process.pid))
}

function took() {
  try {
    mkdirSync(folder)
    return true
  } catch (error) {
    if (error.code === 'EEXIST') return false
    throw error
  }
}

function holderOf() {
  try {
    return Number(readFileSync(join(folder, 'pid'), 'utf8')) || undefined
  } catch {
    return undefined
  }
}

function alive(pid) {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error.code === 'EPERM'
  }
}
