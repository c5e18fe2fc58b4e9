import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { beforeAll, expect, test } from 'vitest'
import { openLedger } from '../../main/ledger/open-ledger.ts'
import { readLedger } from '../../main/ledger/read-ledger.ts'
import { nativeBinding } from '../support/ledger-identity.ts'
import { newFile, optionsFor, trustingPorts } from '../support/ledger-case.ts'
import { judged, soundLedger, type SoundLedger } from '../support/ledger-sample.ts'
import { changed } from '../support/ledger-tampering.ts'

let sound: SoundLedger
beforeAll(async () => {
  sound = await soundLedger()
})

test('damaged pages, a foreign file and an empty one never pass', () => {
  const bytes = readFileSync(sound.file)
  const passed = new Set<string>()
  for (let at = 100; at < bytes.length; at += 997) {
    const damaged = newFile()
    writeFileSync(
      damaged,
      Buffer.concat([bytes.subarray(0, at), Buffer.alloc(64, 0xa5), bytes.subarray(at + 64)]),
    )
    const { verdict, root } = judged(damaged)
    // Bytes that belong to nothing (free space of a page) may change: then every entry is still what was signed.
    if (verdict === 'TOTAL-PASSED') passed.add(root)
  }
  expect([...passed].filter((root) => root !== judged(sound.file).root)).toEqual([])
  const strange = newFile()
  writeFileSync(strange, 'Dies ist kein Protokoll.')
  const empty = newFile()
  writeFileSync(empty, '')
  expect([strange, empty].map((file) => [judged(file).verdict, judged(file).findings])).toEqual(
    [strange, empty].map(() => [
      'TOTAL-FAILED',
      [{ check: 'schema', state: 'failed', reason: 'notALedger' }],
    ]),
  )
})

test('a ledger of a newer version is not judged, not touched, and shown as far as it is understood', async () => {
  const file = changed(sound.file, 'PRAGMA user_version = 2;')
  const before = readFileSync(file)
  expect(judged(file)).toMatchObject({
    verdict: 'INDETERMINATE',
    findings: [{ check: 'schema', state: 'notChecked', reason: 'newerVersion' }],
  })
  expect(await openLedger(optionsFor(file))).toEqual({
    ok: false,
    failure: { code: 'ledger.newer', version: 2 },
  })
  const read = readLedger(file, trustingPorts(), nativeBinding)
  expect(read).toMatchObject({
    ok: true,
    value: { facts: { entries: 14, checkedTo: 0, findings: [{ reason: 'newerVersion' }] } },
  })
  expect(read.ok && read.value.entries[1]?.annotation?.text).toBe('Beobachtung 1')
  expect([readFileSync(file).equals(before), existsSync(`${file}-wal`)]).toEqual([true, false])
})

test('a ledger of a newer version whose tables are others is not read', () => {
  const file = changed(
    sound.file,
    'PRAGMA user_version = 2; ALTER TABLE entry RENAME COLUMN body TO content;',
  )
  expect(readLedger(file, trustingPorts(), nativeBinding)).toEqual({
    ok: false,
    failure: { code: 'ledger.newer', version: 2 },
  })
})
