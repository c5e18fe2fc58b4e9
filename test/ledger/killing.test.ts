import { join } from 'node:path'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { expect, test } from 'vitest'
import { bundled } from '../support/bundled.ts'
import { killWriters } from '../support/ledger-killing.ts'
import { savePerson } from '../support/ledger-identity.ts'
import { newFile, reviewer } from '../support/ledger-case.ts'

test('a program that is killed fifty times while annotating loses no entry that it has acknowledged', async () => {
  const identity = mkdtempSync(join(tmpdir(), 'identity-'))
  savePerson(reviewer, identity)
  const writer = await bundled(join(import.meta.dirname, '../support/ledger-writer.ts'))
  const report = await killWriters(writer, { newLedger: newFile, identity }, 50)
  expect({ lost: report.lost, unsound: report.unsound }).toEqual({ lost: [], unsound: [] })
  expect(report.acknowledged).toBeGreaterThan(50)
  expect(report.unheard).toBeLessThanOrEqual(report.rounds)
}, 120_000)
