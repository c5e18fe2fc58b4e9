import { expect, test } from 'vitest'
import { readLedger } from '../../main/ledger/read-ledger.ts'
import { verifyLedgerFile } from '../../main/ledger/verify-ledger.ts'
import { annotationOf } from '../support/ledger-annotation.ts'
import { nativeBinding } from '../support/ledger-identity.ts'
import { writeMany } from '../support/ledger-many.ts'
import { tampered } from '../support/ledger-tampering.ts'
import { closedLedger, newFile, opened, reviewer, trustingPorts } from '../support/ledger-case.ts'

test('a closed ledger passes whole and says that only an anchor could vouch for its end', async () => {
  const file = await closedLedger(3)
  const verified = verifyLedgerFile(file, trustingPorts(), nativeBinding)
  expect(verified).toMatchObject({
    ok: true,
    value: {
      verdict: 'TOTAL-PASSED',
      subIndication: null,
      cryptography: 'passed',
      entries: 5,
      checkedTo: 5,
      firstBad: null,
      provedUpTo: 0,
      findings: [
        { check: 'schema', state: 'passed' },
        { check: 'sequence', state: 'passed' },
        { check: 'chain', state: 'passed' },
        { check: 'entrySignature', state: 'passed' },
        { check: 'sessionGrant', state: 'passed' },
        { check: 'payload', state: 'passed' },
        { check: 'checkpoint', state: 'passed' },
        { check: 'clock', state: 'passed' },
        { check: 'identity', state: 'passed' },
        { check: 'anchor', state: 'notChecked', reason: 'noAnchor' },
      ],
    },
  })
})

test('reopening shows what was annotated, corrected and withdrawn, and the old stays readable', async () => {
  const file = newFile()
  const first = await opened(file)
  first.annotate(annotationOf('Hand am Gürtel'))
  first.annotate(annotationOf('Person tritt heran'))
  await first.close()
  const second = await opened(file)
  const corrected = second.correct(2, annotationOf('Hand am Holster'), 'Gegenstand verwechselt')
  const withdrawn = second.withdraw(3, 'falsche Aufnahme')
  expect([corrected.ok, withdrawn.ok]).toEqual([true, true])
  await second.close()
  const read = readLedger(file, trustingPorts(), nativeBinding)
  const said = read.ok
    ? read.value.entries.map(
        ({ seq, kind, annotation, supersedes, supersededBy, withdrawn: taken, reason }) => [
          seq,
          kind,
          annotation?.text ?? null,
          supersedes,
          supersededBy,
          taken,
          reason,
        ],
      )
    : read
  expect(said).toEqual([
    [1, 'sessionGrant', null, null, null, false, null],
    [2, 'annotation', 'Hand am Gürtel', null, 6, false, null],
    [3, 'annotation', 'Person tritt heran', null, 7, true, null],
    [4, 'checkpoint', null, null, null, false, null],
    [5, 'sessionGrant', null, null, null, false, null],
    [6, 'correction', 'Hand am Holster', 2, null, false, 'Gegenstand verwechselt'],
    [7, 'withdrawal', null, 3, null, false, 'falsche Aufnahme'],
    [8, 'checkpoint', null, null, null, false, null],
  ])
})

test('a large ledger is ready at once and checks its earlier entries while work goes on', async () => {
  const file = newFile()
  await writeMany(file, 2600, reviewer.identity, nativeBinding)
  const ledger = await opened(file)
  const atOnce = ledger.facts().checkedTo
  expect(ledger.annotate(annotationOf('Schon bei der Arbeit')).ok).toBe(true)
  await expect.poll(() => ledger.facts().checkedTo, { timeout: 20_000 }).toBe(ledger.facts().entries)
  expect([atOnce, ledger.facts().findings.filter((finding) => finding.state !== 'passed')]).toEqual([0, []])
  await ledger.close()
})

test('what was altered early in a large ledger is found while work goes on', async () => {
  const file = newFile()
  await writeMany(file, 2600, reviewer.identity, nativeBinding)
  const altered = tampered(file, 'UPDATE payload SET salt = randomblob(32) WHERE seq = 700;')
  const ledger = await opened(altered)
  const failed = () => ledger.facts().findings.filter((finding) => finding.state === 'failed')
  await expect.poll(failed, { timeout: 20_000 }).toMatchObject([{ reason: 'payloadChanged', entry: 700 }])
  await ledger.close()
})
