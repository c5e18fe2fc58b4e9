import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Annotation } from '../../main/core/annotation/annotation.ts'
import type { Ledger } from '../../main/core/ledger/ledger.ts'
import { openLedger, type OpenLedgerOptions } from '../../main/ledger/open-ledger.ts'
import { makeIdentity, makePorts, nativeBinding } from './ledger-identity.ts'

export const caseId = '0b8a6a0e-7d0a-4c57-9d5e-2f1f8f2f8a11'
export const reviewer = makeIdentity()

/** An annotation about some frames of a clip that never was. */
export function annotationOf(text: string, from = 10, to = 20): Annotation {
  return {
    id: 'f1d1f0a4-54a3-4d3e-9b0f-0c8f6e3f0001',
    bundle: 'ab'.repeat(32),
    clip: { path: 'clips/01.mp4', sha256: 'cd'.repeat(32), originalName: 'Kamera 1.mp4' },
    from: { frame: from, pts: from * 512 },
    to: { frame: to, pts: to * 512 },
    timeBase: { num: 1, den: 12800 },
    frameTable: 'ef'.repeat(32),
    kind: 'observation',
    category: 'approach',
    text,
    region: { x: 10, y: 20, width: 300, height: 200 },
    chunks: [{ number: 0, sha256: '12'.repeat(32) }],
    deviceTime: '2026-05-04T21:14:07.120+02:00',
    verdict: { indication: 'TOTAL-PASSED', subIndication: null },
  }
}

export function newFile(name = 'findings.ledger'): string {
  return join(mkdtempSync(join(tmpdir(), 'ledger-')), name)
}

export function optionsFor(file: string, own: Partial<OpenLedgerOptions> = {}): OpenLedgerOptions {
  return { file, ledger: 'findings', caseId, identity: reviewer, ports: makePorts(), nativeBinding, ...own }
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
