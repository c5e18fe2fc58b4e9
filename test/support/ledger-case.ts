import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Ledger } from '../../main/core/ledger/ledger.ts'
import { openLedger, type OpenLedgerOptions } from '../../main/ledger/open-ledger.ts'
import type { LedgerPorts } from '../../main/core/ledger/ports.ts'
import { annotationOf, caseId } from './ledger-annotation.ts'
import { makePerson, makePorts, nativeBinding } from './ledger-identity.ts'

export const reviewer = makePerson()

/** Ports of a workstation that trusts the reviewer's authority. */
export function trustingPorts(own: Partial<LedgerPorts> = {}): LedgerPorts {
  return makePorts(reviewer.trust, own)
}

export function newFile(name = 'findings.ledger'): string {
  return join(mkdtempSync(join(tmpdir(), 'ledger-')), name)
}

export function optionsFor(file: string, own: Partial<OpenLedgerOptions> = {}): OpenLedgerOptions {
  return {
    file,
    ledger: 'findings',
    caseId,
    identity: reviewer.identity,
    ports: trustingPorts(),
    nativeBinding,
    ...own,
  }
}

/** The ledger, which must open. */
export async function opened(file: string, own: Partial<OpenLedgerOptions> = {}): Promise<Ledger> {
  const ledger = await openLedger(optionsFor(file, own))
  if (!ledger.ok) throw new Error(JSON.stringify(ledger.failure))
  return ledger.value
}

/** A closed ledger: grant, a number of annotations, a closing checkpoint. */
export async function closedLedger(annotations = 5, file = newFile()): Promise<string> {
  const ledger = await opened(file)
  for (let i = 1; i <= annotations; i++) ledger.annotate(annotationOf(`Beobachtung ${i}`))
  await ledger.close()
  return file
}
