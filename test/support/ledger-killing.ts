import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { dirname } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { readLedger } from '../../main/ledger/read-ledger.ts'
import { makePorts, nativeBinding } from './ledger-identity.ts'

/** What the rounds of killing came to. */
export interface KillingReport {
  readonly rounds: number
  readonly acknowledged: number
  readonly lost: readonly string[]
  readonly unsound: readonly string[]
  /** Written and not yet told when the program died: allowed, at most one a round. */
  readonly unheard: number
}

/**
 * Lets the writer run, kills it at a random moment with SIGKILL, reads the ledger as it was left, and holds it against
 * every line it had acknowledged, in all rounds.
 */
export async function killWriters(
  writer: string,
  files: { newLedger(): string; readonly identity: string },
  rounds: number,
): Promise<KillingReport> {
  let said = new Map<number, string>()
  let ledger = files.newLedger()
  let acknowledged = 0
  const lost: string[] = []
  const unsound: string[] = []
  let unheard = 0
  for (let round = 0; round < rounds; round++) {
    // Every ledger lives through ten deaths, so that what an earlier one left behind is part of the next.
    if (round % 10 === 0) {
      acknowledged += said.size
      said = new Map()
      ledger = files.newLedger()
    }
    await killOne(writer, { ledger, identity: files.identity }, said)
    const read = readLedger(ledger, makePorts(), nativeBinding)
    if (!read.ok) {
      // Killed before the first entry: there need not be anything yet.
      if (said.size > 0) unsound.push(`round ${round}: ${read.failure.code}`)
      continue
    }
    const failed = read.value.facts.findings.filter((finding) => finding.state === 'failed')
    unsound.push(...failed.map((finding) => `round ${round}: ${finding.reason} at ${finding.entry}`))
    for (const [seq, hash] of said)
      if (read.value.entries[seq - 1]?.hash !== hash) lost.push(`round ${round}: ${seq}`)
    const told = read.value.entries.filter((entry) => entry.kind === 'annotation' && !said.has(entry.seq))
    unheard += told.length
    for (const entry of told) said.set(entry.seq, entry.hash)
  }
  return { rounds, acknowledged: acknowledged + said.size, lost, unsound, unheard }
}

async function killOne(
  writer: string,
  files: { readonly ledger: string; readonly identity: string },
  said: Map<number, string>,
): Promise<void> {
  const child = spawn(process.execPath, [writer, files.ledger, files.identity, nativeBinding], {
    cwd: dirname(files.ledger),
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let text = ''
  let trouble = ''
  child.stdout.on('data', (piece: Buffer) => (text += piece.toString()))
  child.stderr.on('data', (piece: Buffer) => (trouble += piece.toString()))
  const ended = once(child, 'close')
  // Now and then in the middle of opening, mostly in the middle of writing.
  if (Math.random() < 0.85) await Promise.race([once(child.stdout, 'data'), ended])
  await wait(Math.random() * 30)
  child.kill('SIGKILL')
  await ended
  if (trouble !== '') throw new Error(trouble)
  for (const line of text.split('\n').slice(0, -1)) {
    const [seq, hash = ''] = line.split(' ')
    said.set(Number(seq), hash)
  }
}
