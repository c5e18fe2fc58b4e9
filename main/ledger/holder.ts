import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'

/** Who has a ledger open, in a small file beside it: a lock alone does not say whose it is. */
export interface Holder {
  readonly host: string
  readonly process: number
  readonly since: string
  /** `open` once the journal is there: from then on its absence means that somebody removed it. */
  readonly state: 'opening' | 'open' | 'closing'
}

function noteOf(file: string): string {
  return `${file}-holder`
}

export function writeHolder(file: string, state: Holder['state'], since: Date): void {
  const holder: Holder = { host: hostname(), process: process.pid, since: since.toISOString(), state }
  courteously(() => writeFileSync(noteOf(file), `${JSON.stringify(holder)}\n`))
}

/** A note is a courtesy to the next one: that it cannot be written (disk full) stops nobody. */
function courteously(act: () => void): void {
  try {
    act()
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error
  }
}

export function removeHolder(file: string): void {
  courteously(() => rmSync(noteOf(file), { force: true }))
}

/** The note as it was left, or undefined when there is none that can be read. */
export function readHolder(file: string): Holder | undefined {
  try {
    return parseHolder(JSON.parse(readFileSync(noteOf(file), 'utf8')))
  } catch (error) {
    // A note is a courtesy: absent, cut or foreign, it says nothing.
    if (error instanceof Error) return undefined
    throw error
  }
}

/** Whether a program that had the ledger open died, and the journal that held its last words is gone. */
export function leftWithoutJournal(file: string): boolean {
  return readHolder(file)?.state === 'open' && !existsSync(`${file}-wal`)
}

function parseHolder(value: unknown): Holder | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  const { host, process: id, since, state } = value as Partial<Record<keyof Holder, unknown>>
  if (typeof host !== 'string' || typeof id !== 'number' || typeof since !== 'string') return undefined
  return state === 'opening' || state === 'open' || state === 'closing'
    ? { host, process: id, since, state }
    : undefined
}

/** The holder as facts for a sentence: computer, process, time. */
export function holderName(holder: Holder | undefined): string {
  return holder ? `${holder.host}, ${holder.process}, ${holder.since}` : ''
}
