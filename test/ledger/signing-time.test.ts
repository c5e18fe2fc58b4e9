import { existsSync } from 'node:fs'
import { spawnSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { basename, dirname } from 'node:path'
import { openReadOnly } from '../../main/disk/open-read-only.ts'
import { readFolder, readSmallFile } from '../../main/disk/read-folder.ts'
import { judgeWhole } from '../../main/judge.ts'
import { noTrust, type Trust } from '../../main/crypto/trust.ts'
import { annotationOf } from '../support/ledger-annotation.ts'
import { newFile, opened } from '../support/ledger-case.ts'
import { makePorts } from '../support/ledger-identity.ts'
import { judged } from '../support/ledger-sample.ts'
import { identityOf, late, makeCertificate, makeCrl, trustIn, type CrlOrder } from '../support/pki.ts'

const [begin, signing, end, today] = ['01-01', '05-04', '06-30', '11-23'].map(
  (day) => new Date(`2026-${day}T10:00:00Z`),
) as [Date, Date, Date, Date]

const root = makeCertificate({ name: 'Musterland Personen CA', ca: true })
const shortLived = makeCertificate({
  name: 'Prüfer/in 1',
  issuer: root,
  usage: [0, 1],
  from: begin,
  to: end,
  serial: '4711',
})

async function signedThen(): Promise<string> {
  const file = newFile()
  const ports = makePorts(noTrust(), { now: () => signing })
  const ledger = await opened(file, { identity: identityOf(shortLived), ports })
  ledger.annotate(annotationOf('Als das Zertifikat noch galt'))
  await ledger.close()
  return file
}

function verdictAt(file: string, now: Date, trust: Trust) {
  const { verdict, subIndication, cryptography, findings } = judged(
    file,
    undefined,
    makePorts(trust, { now: () => now }),
  )
  const identity = findings.find(({ check }) => check === 'identity')
  return [verdict, subIndication, cryptography, identity?.state, identity?.reason]
}

const withList = (order: Omit<CrlOrder, 'issuer'>) => trustIn([root], [makeCrl({ issuer: root, ...order })])

test('who signed while the certificate was valid is believed while it is, and both facts are told afterwards', async () => {
  const file = await signedThen()
  const trust = withList({ nextUpdate: late })
  expect([verdictAt(file, signing, trust), verdictAt(file, today, trust)]).toEqual([
    ['TOTAL-PASSED', null, 'passed', 'passed', undefined],
    ['INDETERMINATE', 'OUT_OF_BOUNDS_NO_POE', 'passed', 'notChecked', 'certificateExpired'],
  ])
})

test('a certificate that was revoked is told, and is not called a forgery', async () => {
  const file = await signedThen()
  const trust = withList({ nextUpdate: late, revoked: [{ serial: '4711', at: signing }] })
  expect(verdictAt(file, signing, trust)).toEqual([
    'INDETERMINATE',
    'REVOKED_NO_POE',
    'passed',
    'notChecked',
    'certificateRevoked',
  ])
})

test('without a list that says so, nobody knows whether it was revoked', async () => {
  expect(verdictAt(await signedThen(), signing, trustIn([root], []))).toEqual([
    'INDETERMINATE',
    'TRY_LATER',
    'passed',
    'notChecked',
    'revocationUnknown',
  ])
})

test('a ledger that this program holds is not opened a second time, so nobody else gets in', async () => {
  const file = newFile()
  const ledger = await opened(file)
  const judging = {
    trust: noTrust(),
    sampleTrust: { trust: noTrust(), manifestSha256: '' },
    now: () => today,
  }
  const refused = { ok: false, failure: { code: 'file.heldHere', name: 'findings.ledger' } }
  expect([await judgeWhole(file, judging), await judgeWhole(`${file}.p7s`, judging, file)]).toEqual([
    refused,
    refused,
  ])
  expect([await readSmallFile(file, 1 << 20), await openReadOnly(file)]).toEqual([refused, refused])
  const beside = await readFolder(dirname(file), 'empty')
  expect(beside.ok && beside.value.some(({ name }) => name === basename(file))).toBe(false)
  judged(file)
  const other = spawnSync('sqlite3', [file, 'SELECT count(*) FROM entry'], { encoding: 'utf8' })
  expect([other.status === 0, other.stderr.includes('locked'), existsSync(file)]).toEqual([false, true, true])
  await ledger.close()
  expect(await judgeWhole(file, judging)).toMatchObject({ ok: true })
})
