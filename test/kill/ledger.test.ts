import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { bundled } from '../support/bundled.ts'
import { newFile, reviewer } from '../support/ledger-case.ts'
import { savePerson } from '../support/ledger-identity.ts'
import { killWriters } from '../support/ledger-killing.ts'

test('a program that is killed a thousand times while annotating loses no entry that it has acknowledged', async () => {
  const identity = mkdtempSync(join(tmpdir(), 'identity-'))
  savePerson(reviewer, identity)
  const writer = await bundled(join(import.meta.dirname, '../support/ledger-writer.ts'))
  const report = await killWriters(writer, { newLedger: newFile, identity }, 1000)
  process.stdout.write(
    `${JSON.stringify({ ...report, lost: report.lost.length, unsound: report.unsound.length })}\n`,
  )
  expect({ lost: report.lost, unsound: report.unsound }).toEqual({ lost: [], unsound: [] })
  expect(report.acknowledged).toBeGreaterThan(1000)
})
