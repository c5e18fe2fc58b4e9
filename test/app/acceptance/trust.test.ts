import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { asservat, inShort, reasons, sealTo, verify } from './command-line.ts'
import { caExtensions, leafExtensions, Office, rsa, scratch } from './office.ts'

const work = scratch('trust')
const office = new Office(join(work, 'office'))
const evidence = join(work, 'evidence')
const usage = (words: string): string => `basicConstraints=critical,CA:FALSE\nkeyUsage=critical,${words}`
let good = ''

function sealed(name: string, chain?: readonly string[]): string {
  const identity = office.identity(name, chain)
  return sealTo(join(work, `${name}.asice`), evidence, join(work, 'case.json'), identity)
}

const anchor = (): Record<string, Buffer> => ({ 'root.pem': readFileSync(office.path('root.pem')) })

/** One bundle under one trust: what comes out in short, and why. */
function under(bundle: string, trust: string): (string | string[])[] {
  const [line] = verify([bundle], '--trust', trust)
  if (line === undefined) throw new Error('no line')
  return [inShort(line).replace(/^\S+ /, ''), reasons(line)]
}

beforeAll(() => {
  office.root('root')
  mkdirSync(evidence)
  writeFileSync(join(evidence, 'note.txt'), 'Notiz\n')
  writeFileSync(join(work, 'case.json'), '{}')
  office.leaf('good')
  good = sealed('good')
})

interface Signer {
  readonly verdict: string
  readonly reason: string
  readonly chain?: readonly string[]
}

const chainFault = 'INDETERMINATE CHAIN_CONSTRAINTS_FAILURE passed'
const unknown = 'INDETERMINATE NO_CERTIFICATE_CHAIN_FOUND passed'

const signers: Record<string, Signer> = {
  'critical-unknown': { verdict: chainFault, reason: 'chain.critical' },
  'under-leaf': { verdict: chainFault, reason: 'chain.notCa', chain: ['good', 'root'] },
  'under-second-ca': {
    verdict: chainFault,
    reason: 'chain.pathLength',
    chain: ['second-ca', 'first-ca', 'root'],
  },
  'under-crl-ca': { verdict: chainFault, reason: 'chain.keyUsage', chain: ['crl-ca', 'root'] },
  'under-french-ca': { verdict: chainFault, reason: 'chain.nameConstraint', chain: ['french-ca', 'root'] },
  'under-impostor': { verdict: unknown, reason: 'chain.notAnchored', chain: ['impostor'] },
}

function makeSigners(): void {
  office.root('impostor', 'root')
  const short = caExtensions.replace('CA:TRUE', 'CA:TRUE,pathlen:0')
  office.leaf('first-ca', { extensions: short })
  office.leaf('second-ca', { extensions: short, issuer: 'first-ca' })
  office.leaf('crl-ca', { extensions: caExtensions.replace('keyCertSign,', '') })
  const french = `${caExtensions}\nnameConstraints=critical,permitted;dirName:fr\n[fr]\nC=FR`
  office.leaf('french-ca', { extensions: french })
  office.leaf('expired', { dates: ['20200101000000Z', '20210101000000Z'] })
  office.leaf('not-yet', { dates: ['20400101000000Z', '20410101000000Z'] })
  office.leaf('for-key-agreement', { extensions: usage('keyAgreement') })
  office.leaf('critical-unknown', { extensions: `${leafExtensions}\n1.2.3.4.5.6=critical,DER:0500` })
  office.leaf('weak-key', { key: rsa(1024) })
  office.leaf('under-leaf', { issuer: 'good' })
  for (const issuer of ['second-ca', 'crl-ca', 'french-ca', 'impostor'])
    office.leaf(`under-${issuer}`, { issuer })
}

test('nobody seals with a certificate out of its dates, for other work, or with a weak key', () => {
  makeSigners()
  const tried = ['expired', 'not-yet', 'for-key-agreement', 'weak-key'].map((name) => {
    const bundle = join(work, `${name}.asice`)
    const words = ['seal', evidence, '--case', join(work, 'case.json'), ...office.identity(name)]
    const { code, err } = asservat(...words, '--out', bundle)
    return [name, code, existsSync(bundle), /Nothing was s(igned|ealed)/.test(err)]
  })
  expect(tried).toEqual([
    ['expired', 3, false, true],
    ['not-yet', 3, false, true],
    ['for-key-agreement', 3, false, true],
    ['weak-key', 3, false, true],
  ])
})

test('a signer who is not entitled or badly certified is never passed, and the reason is named', () => {
  const trust = office.trust('office', { ...anchor(), 'root.crl': office.crl('root') })
  const bundles = Object.entries(signers).map(([name, { chain }]) => sealed(name, chain))
  const lines = verify([good, ...bundles], '--trust', trust)
  expect(lines.map(inShort)).toEqual([
    'good.asice TOTAL-PASSED - passed',
    ...Object.entries(signers).map(([name, { verdict }]) => `${name}.asice ${verdict}`),
  ])
  for (const [index, { reason }] of Object.values(signers).entries()) {
    const line = lines[index + 1]
    expect(line && reasons(line)).toContain(reason)
  }
})

const stale: readonly [string, string] = ['20240101000000Z', '20240201000000Z']

test('revocation: without a list, with a stale or foreign one, and with the signer on it', () => {
  office.root('other')
  const lists: Record<string, Record<string, string>> = {
    none: {},
    stale: { 'root.crl': office.crl('root', [], stale) },
    foreign: { 'other.crl': office.crl('other') },
    revoked: { 'root.crl': office.crl('root', ['good']) },
    both: { 'a.crl': office.crl('root', ['good']), 'z.crl': office.crl('root') },
  }
  const found = Object.entries(lists).map(([name, crls]) =>
    under(good, office.trust(name, { ...anchor(), ...crls })),
  )
  expect(found).toEqual([
    ['INDETERMINATE TRY_LATER passed', ['revocation.unknown']],
    ['INDETERMINATE TRY_LATER passed', ['revocation.stale']],
    ['INDETERMINATE TRY_LATER passed', ['revocation.unknown']],
    ['INDETERMINATE REVOKED_NO_POE passed', ['revocation.revokedLater']],
    ['INDETERMINATE REVOKED_NO_POE passed', ['revocation.revokedLater']],
  ])
})

test('without trust, with an empty folder or with a stranger as anchor nobody is known; in DER all is as in PEM', () => {
  office.root('stranger')
  const pem = office.trust('pem', { ...anchor(), 'root.crl': office.crl('root') })
  office.openssl('x509', '-in', 'root.pem', '-outform', 'DER', '-out', 'root.der')
  office.openssl('crl', '-in', 'pem/root.crl', '-outform', 'DER', '-out', 'crl.der')
  const der = {
    'root.crt': readFileSync(office.path('root.der')),
    'root.crl': readFileSync(office.path('crl.der')),
  }
  const stranger = { 'stranger.pem': readFileSync(office.path('stranger.pem')) }
  expect([
    verify([good]).map(inShort),
    under(good, office.trust('empty', {})),
    under(good, office.trust('stranger', stranger)),
    under(good, office.trust('der', der)),
    under(good, pem),
  ]).toEqual([
    [`good.asice ${unknown}`],
    [unknown, ['chain.noTrust']],
    [unknown, ['chain.notAnchored']],
    ['TOTAL-PASSED - passed', []],
    ['TOTAL-PASSED - passed', []],
  ])
})
