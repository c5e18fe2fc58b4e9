import { expect, test } from 'vitest'
import { concatBytes, sourceOf, utf8 } from '../../main/core/bytes.ts'
import { sha256 } from '../../main/crypto/hash.ts'
import { parseCms } from '../../main/crypto/read-cms.ts'
import { judgeFile } from '../../main/verify/judge-file.ts'
import { octets, oid, printDer, raw, seq, type Asn1 } from '../support/asn1.ts'
import { attribute, makeCms, makeToken, SHA256 } from '../support/cms.ts'
import { judgedAt } from '../support/make-bundle.ts'
import { extension, makeCertificate, makeCrl, trustIn } from '../support/pki.ts'

const root = makeCertificate({ name: 'Root', ca: true })
const expired = makeCertificate({ name: 'Signer', issuer: root, to: new Date('2025-04-01T00:00:00Z') })
const usage = extension('2.5.29.37', seq(oid('1.3.6.1.5.5.7.3.8')), true)
const tsa = makeCertificate({ name: 'TSA', issuer: root, extensions: [usage] })
const strange = makeCertificate({ name: 'Strange', ca: true })
const strangeTsa = makeCertificate({ name: 'Strange TSA', issuer: strange, extensions: [usage] })
const trust = trustIn([root], [makeCrl({ issuer: root })])
const content = utf8('Einsatzbericht')
const stampedAt = new Date('2025-03-02T10:00:00Z')

/** A signature with an archive time stamp as EN 319 122-1, 5.5.3 builds it; `named`: the certificates its index names. */
function archived(authority = tsa, named: readonly Uint8Array[] = [expired.certificate.der], over = content) {
  const order = { content, signer: expired, inside: true }
  const cms = parseCms(makeCms(order))
  const [signer] = cms?.signers ?? []
  if (!signer) throw new Error('no signer')
  const hashes = (items: readonly Uint8Array[]): Asn1 => seq(...items.map((item) => octets(sha256(item))))
  const index = seq(seq(oid(SHA256)), hashes(named), hashes([]), hashes([]))
  const contentType = printDer(oid('1.2.840.113549.1.7.1'))
  const hash = sha256(concatBytes(contentType, sha256(over), ...signer.fields, printDer(index)))
  const unsigned = [attribute('0.4.0.19122.1.5', index)]
  const token = makeToken(authority, content, stampedAt, { hash, unsigned })
  // The same signature value: the stamp is over it.
  return makeCms({
    ...order,
    value: () => signer.signature,
    unsigned: () => [attribute('0.4.0.1733.2.4', raw(token))],
  })
}

async function judged(bytes: Uint8Array) {
  const file = await judgeFile(sourceOf(bytes), { name: 'x.p7m', trust, now: judgedAt })
  const { verdict, cryptography, findings, signers } = file.facts()
  return {
    verdict: `${verdict.indication} / ${verdict.subIndication}`,
    cryptography,
    proven: signers[0]?.provenTime,
    open: findings.filter(({ state }) => state !== 'passed').map(({ reason }) => reason),
  }
}

test('a trusted archive time stamp proves when the signature existed, so an expiry after it does no harm', async () => {
  expect(await judged(archived())).toEqual({
    verdict: 'TOTAL-PASSED / null',
    cryptography: 'passed',
    proven: '2025-03-02T10:00:00Z',
    open: [],
  })
})

const unproven = { verdict: 'INDETERMINATE / EXPIRED', cryptography: 'passed', proven: null }

test('over another content it proves nothing, and takes nothing from the signature', async () => {
  expect(await judged(archived(tsa, undefined, utf8('anderes')))).toEqual({
    ...unproven,
    open: ['validity.expired', 'remark.archiveBroken'],
  })
})

test('with an index that names a certificate which is not there it proves nothing', async () => {
  expect(await judged(archived(tsa, [expired.certificate.der, tsa.certificate.der]))).toEqual({
    ...unproven,
    open: ['validity.expired', 'remark.archiveBroken'],
  })
})

test('by an authority that nobody trusts it proves no time', async () => {
  expect(await judged(archived(strangeTsa))).toEqual({
    ...unproven,
    open: ['validity.expired', 'remark.archiveUntrusted'],
  })
})
