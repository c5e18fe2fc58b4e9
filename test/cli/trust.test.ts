import { execFileSync } from 'node:child_process'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { runPlainVerb } from '../../main/cli.ts'
import type { TrustFacts } from '../../main/core/trust/trust-facts.ts'
import { toPem } from '../../main/crypto/pem.ts'
import { root } from '../support/checkout.ts'
import { makeTrustOffice, offerTrust } from '../support/offered-trust.ts'
import { makeBundle } from '../support/make-bundle.ts'
import { identityOf, makeCrl, type Holder } from '../support/pki.ts'

const office = makeTrustOffice()
const home = mkdtempSync(join(tmpdir(), 'trust-cli-'))

async function asservat(...words: readonly string[]): Promise<{ code: number; out: string; err: string }> {
  const said: { out: string[]; err: string[] } = { out: [], err: [] }
  const streams = { out: (line: string) => said.out.push(line), err: (line: string) => said.err.push(line) }
  const code = await runPlainVerb(root, [...words, '--home', home], streams)
  return { code, out: said.out.join('\n'), err: said.err.join('\n') }
}

let bundle = ''
beforeAll(async () => {
  bundle = join(home, 'bundle.asice')
  writeFileSync(bundle, await makeBundle(identityOf(office.devices.device)))
})

test('a bundle passes only once its office is trusted, and what was imported is shown', async () => {
  const before = await asservat('verify', bundle)
  expect([before.code, (await asservat('trust', 'show')).code]).toEqual([2, 2])

  const offer = join(offerTrust(office, { version: '2026-1' }), 'trust.json')
  const without = await asservat('trust', 'import', offer)
  expect([without.code, without.out]).toEqual([3, ''])
  const imported = await asservat('trust', 'import', offer, '--fingerprint', office.digits)
  expect(imported.code).toBe(0)
  expect((await asservat('verify', bundle)).code).toBe(0)

  const shown = JSON.parse((await asservat('trust', 'show', '--json')).out) as {
    version: string
    anchors: { roles: string[] }[]
  }
  expect([shown.version, shown.anchors.map(({ roles }) => roles)]).toEqual([
    '2026-1',
    [['seal'], ['reviewer']],
  ])
})

test('a newer revocation list of a trusted authority changes the verdict of what is judged from then on', async () => {
  const revoked = { serial: office.devices.device.certificate.serial, at: new Date('2025-01-01T00:00:00Z') }
  const list = join(home, 'new.crl')
  writeFileSync(
    list,
    makeCrl({ issuer: office.devices.root, revoked: [revoked], thisUpdate: new Date('2026-05-01') }),
  )
  expect((await asservat('trust', 'import', list)).code).toBe(0)
  const { code, out } = await asservat('verify', bundle, '--json')
  expect([code, (JSON.parse(out) as { subIndication: string }).subIndication]).toEqual([2, 'REVOKED_NO_POE'])
})

/** A key file as people carry it, made by openssl, and the words that open it. */
function keyWords(name: string, { key, certificate }: Holder): string[] {
  const at = (end: string) => join(home, `${name}.${end}`)
  writeFileSync(at('key'), key.export({ type: 'pkcs8', format: 'pem' }))
  writeFileSync(at('pem'), toPem(certificate.der, 'CERTIFICATE'))
  writeFileSync(at('pass'), 'Größe\n')
  const files = ['-inkey', at('key'), '-in', at('pem'), '-out', at('p12')]
  execFileSync('openssl', ['pkcs12', '-export', ...files, '-passout', `file:${at('pass')}`])
  return ['--confirm-with', at('p12'), '--pass-file', at('pass')]
}

test('another root counts once two persons confirmed it with their key files', async () => {
  const other = offerTrust(office, { version: '2026-2', strange: true })
  const [one, two] = office.persons.map((person, i) => keyWords(`person-${i}`, person))
  expect((await asservat('trust', 'import', other, ...(one ?? []))).code).toBe(3)
  expect((await asservat('trust', 'import', other, ...(one ?? []), ...(one ?? []))).code).toBe(3)
  const { code, out } = await asservat('trust', 'import', other, ...(one ?? []), ...(two ?? []), '--json')
  const { root: trusted, history } = JSON.parse(out) as TrustFacts
  expect([code, trusted?.sha256, history[0]?.way, history[0]?.confirmedBy]).toEqual([
    0,
    office.stranger.certificate.sha256,
    'twoPersons',
    office.persons.map(({ certificate }) => certificate.sha256),
  ])
})

test('an older trust file, and one of another root, are refused', async () => {
  const older = await asservat('trust', 'import', offerTrust(office, { version: '2025-12' }))
  const other = await asservat('trust', 'import', offerTrust(office, { version: '2026-9' }))
  expect([older.code, other.code]).toEqual([3, 3])
})
