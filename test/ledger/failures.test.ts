import {
  copyFileSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { spawnSync } from 'node:child_process'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import type { LedgerFailure } from '../../main/core/failure.ts'
import { openLedger } from '../../main/ledger/open-ledger.ts'
import { readLedger } from '../../main/ledger/read-ledger.ts'
import { verifyLedgerFile } from '../../main/ledger/verify-ledger.ts'
import { annotationOf } from '../support/ledger-annotation.ts'
import { closedLedger, newFile, opened, optionsFor, trustingPorts } from '../support/ledger-case.ts'
import { nativeBinding } from '../support/ledger-identity.ts'
import { smallDisk, type SmallDisk } from '../support/small-disk.ts'

const disks: SmallDisk[] = []
afterEach(() => {
  for (const disk of disks.splice(0)) disk.remove()
})

function diskOf(kibibytes: number, skip: (why: string) => never): SmallDisk {
  const disk = smallDisk(kibibytes) ?? skip('this user may not mount a file system')
  disks.push(disk)
  return disk
}

function verdictOf(file: string): unknown {
  const verified = verifyLedgerFile(file, trustingPorts(), nativeBinding)
  return verified.ok ? verified.value.verdict : verified.failure
}

describe('when the disk is full', () => {
  test('the entry is refused, nothing is lost, and the same ledger goes on once there is space', async ({
    skip,
  }) => {
    const disk = diskOf(400, skip)
    const file = join(disk.folder, 'findings.ledger')
    const ledger = await opened(file)
    const ballast = join(disk.folder, 'ballast')
    writeFileSync(ballast, Buffer.alloc(120 * 1024))
    let refused: LedgerFailure | undefined
    let written = 0
    while (!refused && written < 5000) {
      const entry = ledger.annotate(annotationOf('x'.repeat(2000)))
      if (entry.ok) written++
      else refused = entry.failure
    }
    expect([refused, ledger.facts().entries]).toEqual([{ code: 'ledger.diskFull' }, written + 1])
    rmSync(ballast)
    const after = ledger.annotate(annotationOf('Nach dem Aufräumen'))
    expect(after.ok && after.value.seq).toBe(written + 2)
    expect(await ledger.close()).toEqual({ ok: true, value: null })
    expect(verdictOf(file)).toBe('TOTAL-PASSED')
  })

  test('a new ledger is refused', async ({ skip }) => {
    const disk = diskOf(8, skip)
    expect(await openLedger(optionsFor(join(disk.folder, 'findings.ledger')))).toEqual({
      ok: false,
      failure: { code: 'ledger.diskFull' },
    })
  })
})

describe('on a read-only medium', () => {
  test('a ledger as it was closed is read and judged, and not opened for writing', async ({ skip }) => {
    const disk = diskOf(2000, skip)
    const file = join(disk.folder, 'findings.ledger')
    await closedLedger(3, file)
    disk.readOnly()
    expect(await openLedger(optionsFor(file))).toEqual({ ok: false, failure: { code: 'ledger.readOnly' } })
    const read = readLedger(file, trustingPorts(), nativeBinding)
    expect(read.ok && read.value.entries.length).toBe(5)
    expect(verdictOf(file)).toBe('TOTAL-PASSED')
  })

  test('a ledger left open by a dead program is read with all that its journal holds', async ({ skip }) => {
    const disk = diskOf(4000, skip)
    const file = newFile()
    const ledger = await opened(file)
    ledger.annotate(annotationOf('Steht nur im Journal'))
    const copy = join(disk.folder, 'findings.ledger')
    for (const ending of ['', '-wal', '-holder']) copyFileSync(file + ending, copy + ending)
    disk.readOnly()
    await ledger.close()
    const read = readLedger(copy, trustingPorts(), nativeBinding)
    expect(read.ok && read.value.entries.map((entry) => entry.annotation?.text)).toEqual([
      undefined,
      'Steht nur im Journal',
    ])
  })
})

describe('when somebody else has the ledger open', () => {
  test('the second is told who, and changes nothing', async () => {
    const file = newFile()
    const first = await opened(file)
    const second = await openLedger(optionsFor(file))
    expect(second).toMatchObject({ ok: false, failure: { code: 'ledger.locked' } })
    const holder = !second.ok && second.failure.code === 'ledger.locked' ? second.failure.holder : ''
    expect(holder).toContain(String(process.pid))
    expect(first.annotate(annotationOf('Weiter')).ok).toBe(true)
    await first.close()
    expect([verdictOf(file), existsSync(`${file}-holder`), existsSync(`${file}-wal`)]).toEqual([
      'TOTAL-PASSED',
      false,
      false,
    ])
  })

  test('it can still be read, without waiting and without disturbing', async () => {
    const file = newFile()
    const first = await opened(file)
    first.annotate(annotationOf('Während der Arbeit'))
    const read = readLedger(file, trustingPorts(), nativeBinding)
    expect(read.ok && read.value.entries.length).toBe(2)
    expect(await openLedger(optionsFor(file))).toMatchObject({
      ok: false,
      failure: { code: 'ledger.locked' },
    })
    // Reading it in this very process has not let go of it either.
    const other = spawnSync('sqlite3', [file, 'SELECT count(*) FROM entry'], { encoding: 'utf8' })
    expect([other.status === 0, other.stderr.includes('locked')]).toEqual([false, true])
    expect(first.annotate(annotationOf('Weiter')).ok).toBe(true)
    await first.close()
    const after = spawnSync('sqlite3', ['-readonly', file, 'SELECT count(*) FROM entry'], {
      encoding: 'utf8',
    })
    expect(after.stdout.trim()).toBe('4')
  })

  test('the holder saves a whole copy for reading', async () => {
    const file = newFile()
    const copy = newFile('copy.ledger')
    const ledger = await opened(file)
    ledger.annotate(annotationOf('In der Kopie'))
    ledger.notePersonally(annotationOf('Nicht in der Kopie'))
    ledger.annotate(annotationOf('Gelöscht mit Vermerk'))
    ledger.erase([[4, 4]], 'Ablauf der Frist')
    expect(await ledger.saveCopy(copy)).toEqual({ ok: true, value: null })
    expect(await ledger.saveCopy(copy)).toEqual({
      ok: false,
      failure: { code: 'file.exists', name: 'copy.ledger' },
    })
    const nowhere = join(copy, 'nowhere.ledger')
    expect(await ledger.saveCopy(nowhere)).toEqual({
      ok: false,
      failure: { code: 'file.notWritable', name: 'nowhere.ledger' },
    })
    expect(ledger.annotate(annotationOf('Danach')).ok).toBe(true)
    await ledger.close()
    expect([verdictOf(copy), existsSync(`${copy}-wal`)]).toEqual(['TOTAL-PASSED', false])
    // Neither in the copy nor, after the erasure, anywhere beside the ledger.
    const bytes = (path: string) => readFileSync(path, 'latin1')
    expect([bytes(copy).includes('In der Kopie'), bytes(copy).includes('Nicht in der Kopie')]).toEqual([
      true,
      false,
    ])
    expect([bytes(file).includes('Nicht in der Kopie'), bytes(file).includes('mit Vermerk')]).toEqual([
      true,
      false,
    ])
    expect(readLedger(copy, trustingPorts(), nativeBinding)).toMatchObject({
      ok: true,
      value: { entries: [{}, {}, { payload: 'withheld', data: null }, { payload: 'erased' }, {}, {}] },
    })
  })
})

describe('when the file goes away while it is open', () => {
  test.for(['', '-wal'])('what can no longer be kept is refused (findings.ledger%s)', async (ending) => {
    const file = newFile()
    const ledger = await opened(file)
    expect(ledger.annotate(annotationOf('Gesichert')).ok).toBe(true)
    renameSync(file + ending, `${file}.away${ending}`)
    expect(ledger.annotate(annotationOf('Nirgends'))).toEqual({
      ok: false,
      failure: { code: 'ledger.gone', name: 'findings.ledger' },
    })
    expect(ledger.facts().entries).toBe(2)
    renameSync(`${file}.away${ending}`, file + ending)
    expect(ledger.annotate(annotationOf('Wieder da')).ok).toBe(true)
    await ledger.close()
    expect(verdictOf(file)).toBe('TOTAL-PASSED')
  })

  test('another file under its name is not taken for it', async () => {
    const file = newFile()
    const ledger = await opened(file)
    renameSync(file, `${file}.away`)
    copyFileSync(`${file}.away`, file)
    expect(ledger.annotate(annotationOf('Nirgends'))).toMatchObject({
      ok: false,
      failure: { code: 'ledger.gone' },
    })
    await ledger.close()
  })

  test('a folder that is not there is told', async () => {
    const file = join(mkdtempSync(join(tmpdir(), 'ledger-')), 'gone', 'findings.ledger')
    expect(await openLedger(optionsFor(file))).toEqual({
      ok: false,
      failure: { code: 'ledger.gone', name: 'findings.ledger' },
    })
  })
})

describe('the clock', () => {
  test('that is set back is told and stops nobody', async () => {
    const file = newFile()
    let now = Date.parse('2026-05-04T10:00:00.000Z')
    const ports = trustingPorts({ now: () => new Date(now) })
    const ledger = await opened(file, { ports })
    ledger.annotate(annotationOf('Vorher'))
    now -= 3_600_000
    expect(ledger.annotate(annotationOf('Nachher')).ok).toBe(true)
    await ledger.close()
    const verified = verifyLedgerFile(file, trustingPorts(), nativeBinding)
    expect(
      verified.ok && [
        verified.value.verdict,
        verified.value.findings.find((finding) => finding.check === 'clock'),
      ],
    ).toEqual([
      'TOTAL-PASSED',
      {
        check: 'clock',
        state: 'notChecked',
        reason: 'clockSetBack',
        entry: 3,
        facts: { before: '2026-05-04T10:00:00.000Z', after: '2026-05-04T09:00:00.000Z', count: 1 },
      },
    ])
  })

  test('ends a session after a day', async () => {
    let now = Date.parse('2026-05-04T10:00:00.000Z')
    const ledger = await opened(newFile(), { ports: trustingPorts({ now: () => new Date(now) }) })
    now += 25 * 3_600_000
    expect(ledger.annotate(annotationOf('Zu spät'))).toEqual({
      ok: false,
      failure: { code: 'ledger.sessionExpired', until: '2026-05-05T10:00:00.000Z' },
    })
    await ledger.close()
  })
})

test('somebody else’s database is neither opened nor changed', async () => {
  const file = newFile()
  writeFileSync(file, Buffer.concat([Buffer.from('SQLite format 3\0'), Buffer.alloc(8192 - 16)]))
  const before = readFileSync(file)
  expect(await openLedger(optionsFor(file))).toEqual({
    ok: false,
    failure: { code: 'ledger.notALedger', name: 'findings.ledger' },
  })
  expect(readFileSync(file).equals(before)).toBe(true)
})

test('a head that cannot be remembered outside is told and stops nobody', async () => {
  const heads = newFile('not-a-folder')
  writeFileSync(heads, '')
  const ledger = await opened(newFile(), { heads })
  expect(ledger.annotate(annotationOf('Geschrieben')).ok).toBe(true)
  expect(ledger.facts().findings.at(-1)).toEqual({
    check: 'anchor',
    state: 'notChecked',
    reason: 'headNotKept',
  })
  await ledger.close()
})

test('when nobody signs, no session begins and nothing is written', async () => {
  const file = newFile()
  const { identity } = optionsFor(file)
  const unwilling = { ...identity, signCms: () => Promise.reject(new Error('token removed')) }
  expect(await openLedger(optionsFor(file, { identity: unwilling }))).toEqual({
    ok: false,
    failure: { code: 'ledger.noIdentity' },
  })
  const ledger = await opened(file)
  expect(ledger.facts().entries).toBe(1)
  await ledger.close()
})
