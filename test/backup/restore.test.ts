import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { backupNames, isCasePath, printBackupHead } from '../../main/core/backup/backup-head.ts'
import { utf8 } from '../../main/core/bytes.ts'
import { noTrust } from '../../main/crypto/trust.ts'
import { openBackup, type RestoreOrder } from '../../main/ipc/restore.ts'
import { sealFiles, type FileToSeal } from '../../main/verify/seal-files.ts'
import { annotationOf, caseId } from '../support/ledger-annotation.ts'
import { closedLedger, newFile, opened, reviewer } from '../support/ledger-case.ts'
import { nativeBinding } from '../support/ledger-identity.ts'

const bundle = 'a'.repeat(64)
const head = {
  caseId,
  name: '123 Js 45/26',
  at: '2026-11-23T10:00:00.000Z',
  program: 'Asservat',
  personal: false,
}

interface Made {
  readonly files?: readonly FileToSeal[]
  readonly edit?: (bytes: Uint8Array) => Uint8Array
}

/** A backup of a case with this findings ledger. */
async function backupOf(
  findings: string,
  { files = [], edit = (bytes) => bytes }: Made = {},
): Promise<string> {
  const sealed = await sealFiles(
    [
      { name: backupNames.head, bytes: printBackupHead(head), rootfile: true },
      { name: 'case/case.json', bytes: utf8(JSON.stringify({ bundles: [bundle] })) },
      { name: 'case/findings.ledger', bytes: readFileSync(findings) },
      { name: 'case/reports/AV-1.pdf', bytes: utf8('a report') },
      ...files,
    ],
    reviewer.identity,
    new Date(),
  )
  const path = join(mkdtempSync(join(tmpdir(), 'asservat-backup-')), 'Sicherung.asice')
  writeFileSync(path, edit(sealed))
  return path
}

const newHome = (): string => mkdtempSync(join(tmpdir(), 'asservat-home-'))

function orderFor(path: string, home = newHome()): RestoreOrder {
  const judging = {
    trust: reviewer.trust,
    sampleTrust: { trust: noTrust(), manifestSha256: '' },
    now: () => new Date(),
    useTrust: () => undefined,
  }
  const desk = { judging, places: { nativeBinding } } as unknown as RestoreOrder['desk']
  return { path, home, desk, signal: { aborted: false }, onProgress: () => undefined }
}

async function restored(path: string, home?: string) {
  const order = orderFor(path, home)
  const backup = await openBackup(order)
  if (!backup.ok) return { ...backup, home: order.home }
  return {
    ok: true as const,
    value: await backup.value.putInPlace(),
    facts: backup.value.facts,
    home: order.home,
  }
}

test('a case is restored with its ledger, its reports, and the memory of how far the ledger had come', async () => {
  const findings = await closedLedger(5)
  const done = await restored(await backupOf(findings))
  expect(done.ok && [done.value, done.facts.sealedBy]).toEqual([
    { caseId, name: head.name, entries: 7, accesses: 0, keptAside: false, bundle: null },
    reviewer.identity.facts.subject,
  ])
  const folder = join(done.home, 'cases', caseId)
  expect(readFileSync(join(folder, 'findings.ledger')).equals(readFileSync(findings))).toBe(true)
  expect(readFileSync(join(folder, 'reports', 'AV-1.pdf'), 'utf8')).toBe('a report')
  expect(existsSync(join(done.home, 'heads', `${caseId}.findings.head`))).toBe(true)
  expect(readdirSync(done.home).sort()).toEqual(['cases', 'heads'])
})

test('a restored case goes on where it was', async () => {
  const done = await restored(await backupOf(await closedLedger(2)))
  const ledger = await opened(join(done.home, 'cases', caseId, 'findings.ledger'))
  expect(ledger.annotate(annotationOf('Nach dem Einspielen')).ok).toBe(true)
  expect(ledger.facts().findings.filter(({ state }) => state === 'failed')).toEqual([])
  await ledger.close()
})

test('a flipped bit anywhere in a backup keeps it out, and nothing is left of it', async () => {
  const findings = await closedLedger(3)
  const reasons = []
  for (const share of [0.2, 0.5, 0.8]) {
    const edit = (bytes: Uint8Array): Uint8Array => {
      const at = Math.floor(bytes.length * share)
      bytes[at] = (bytes[at] ?? 0) ^ 4
      return bytes
    }
    const refused = await restored(await backupOf(findings, { edit }))
    reasons.push(refused.ok ? 'taken' : refused.failure.code, readdirSync(refused.home))
  }
  expect(reasons).toEqual(['backup.notSound', [], 'backup.notSound', [], 'backup.notSound', []])
})

test('a well sealed backup whose ledger was altered before sealing is refused by the name of the ledger', async () => {
  const findings = await closedLedger(3)
  const bytes = readFileSync(findings)
  const at = bytes.indexOf('Beobachtung 2')
  bytes.write('Behauptung_ 2', at)
  writeFileSync(findings, bytes)
  const refused = await restored(await backupOf(findings))
  expect(refused).toMatchObject({
    ok: false,
    failure: { code: 'backup.notSound', file: 'findings.ledger' },
  })
})

test('a file that a case does not have is not written, wherever it wants to go', async () => {
  const findings = await closedLedger(1)
  const files = [{ name: 'case/browser/config.js', bytes: utf8('x') }]
  const refused = await restored(await backupOf(findings, { files }))
  expect(refused).toMatchObject({ failure: { code: 'backup.notSound', file: 'case/browser/config.js' } })
  expect(
    [
      'case.json',
      'reports/a b (2).pdf',
      'chains/x/1.asice',
      'reports/../x',
      'reports',
      'stills/con.png',
      'x',
      '/case.json',
      'reports/a:b',
    ].map(isCasePath),
  ).toEqual([true, true, true, false, false, false, false, false, false])
})

test('a case that is here is replaced only by a backup that holds all of it; the older one is kept', async () => {
  const file = await closedLedger(2)
  const older = await backupOf(file)
  const ledger = await opened(file)
  ledger.annotate(annotationOf('später'))
  await ledger.close()
  const newer = await backupOf(file)

  const here = await restored(older)
  const again = await restored(newer, here.home)
  expect(again.ok && again.value).toMatchObject({ keptAside: true, entries: 7 })
  expect(readdirSync(join(here.home, 'cases-kept'))).toHaveLength(1)
  expect(await restored(older, here.home)).toMatchObject({
    ok: false,
    failure: { code: 'backup.caseHere', here: 7, there: 4 },
  })
})

test('another history of the same case is refused, however long it is', async () => {
  const file = await closedLedger(2)
  const home = (await restored(await backupOf(file))).home
  const fork = newFile()
  await closedLedger(9, fork)
  expect(await restored(await backupOf(fork), home)).toMatchObject({
    failure: { code: 'backup.caseHere', here: 4, there: 11 },
  })
})

test('a case whose bundle stands in another case here is refused', async () => {
  const home = newHome()
  const other = join(home, 'cases', '00000000-0000-4000-8000-000000000009')
  mkdirSync(other, { recursive: true })
  writeFileSync(join(other, 'case.json'), JSON.stringify({ bundles: [bundle] }))
  expect(await restored(await backupOf(await closedLedger(1)), home)).toMatchObject({
    failure: { code: 'case.bundleElsewhere' },
  })
})

test('what is no backup is told as such', async () => {
  const sealed = await sealFiles([{ name: 'a.txt', bytes: utf8('a') }], reviewer.identity, new Date())
  const path = join(newHome(), 'x.asice')
  writeFileSync(path, sealed)
  expect(await restored(path)).toMatchObject({ failure: { code: 'backup.notABackup', name: 'x.asice' } })
})
