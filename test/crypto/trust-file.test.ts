import { expect, test } from 'vitest'
import { sourceOf, utf8 } from '../../main/core/bytes.ts'
import { canonicalBytes, type Json } from '../../main/core/canonical.ts'
import { toPem } from '../../main/crypto/pem.ts'
import { trustFrom } from '../../main/crypto/trust-file.ts'
import { judgeFile } from '../../main/verify/judge-file.ts'
import etsi from '../../resources/trust/policy-etsi-ts-119-312.json' with { type: 'json' }
import bsi from '../../resources/trust/policy-bsi-tr-02102.json' with { type: 'json' }
import { makeCms } from '../support/cms.ts'
import { judgedAt, makeBundle } from '../support/make-bundle.ts'
import { identityOf, makeCertificate, makeCrl, makeOffice, rsaKey, type Holder } from '../support/pki.ts'

// The office's own root signs whom it trusts; the devices come from somebody else's.
const root = makeCertificate({ name: 'Office Root', ca: true })
const clerk = makeCertificate({ name: 'Admin 1', issuer: root })
const vendor = makeOffice({ device: rsaKey(2048) })

function statement(change: Readonly<Record<string, Json>> = {}): Uint8Array {
  return canonicalBytes({
    format: 'asservat-trust/1',
    version: '2025-05',
    anchors: [{ certificate: base64(vendor.root.certificate.der), roles: ['seal'] }],
    crls: [base64(vendor.crl)],
    policy: etsi,
    ...change,
  })
}

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64')
}

function folder(bytes: Uint8Array, signer: Holder = clerk, signed = bytes) {
  return [
    { name: 'root.pem', bytes: utf8(toPem(root.certificate.der, 'CERTIFICATE')) },
    { name: 'root.crl', bytes: makeCrl({ issuer: root }) },
    { name: 'trust.json', bytes },
    { name: 'trust.p7s', bytes: makeCms({ content: signed, signer }) },
  ]
}

async function verdictWith(files: ReturnType<typeof folder>, signer: Holder = vendor.device) {
  const bundle = await makeBundle(identityOf(signer))
  const judged = await judgeFile(sourceOf(bundle), {
    name: 'x',
    trust: trustFrom(files, judgedAt),
    now: judgedAt,
  })
  await judged.checkWhole({ signal: { aborted: false } })
  const { indication, subIndication } = judged.facts().verdict
  return `${indication} / ${subIndication}`
}

test('a signed trust file says whom the office trusts, and for what', async () => {
  const trust = trustFrom(folder(statement()), judgedAt)
  expect({
    version: trust.version,
    anchors: trust.anchors.map(({ roles }) => roles),
    refused: trust.refused,
  }).toEqual({
    version: '2025-05',
    anchors: [['seal']],
    refused: [],
  })
  expect(await verdictWith(folder(statement()))).toBe('TOTAL-PASSED / null')
})

test('an anchor that may only stamp time or sign reports may not seal', async () => {
  const other = { certificate: base64(vendor.root.certificate.der), roles: ['timestamp', 'reviewer'] }
  expect(await verdictWith(folder(statement({ anchors: [other] })))).toBe(
    'INDETERMINATE / SIG_CONSTRAINTS_FAILURE',
  )
})

test('the root that signs the trust file is itself no anchor for evidence', async () => {
  const device = makeCertificate({ name: 'Device', issuer: root })
  expect(await verdictWith(folder(statement()), device)).toBe('INDETERMINATE / NO_CERTIFICATE_CHAIN_FOUND')
})

test('the policy of the trust file decides: RSA 2048 passes ETSI and fails BSI', async () => {
  expect(await verdictWith(folder(statement({ policy: bsi })))).toBe(
    'INDETERMINATE / CRYPTO_CONSTRAINTS_FAILURE_NO_POE',
  )
})

test.each([
  ['signed by a stranger', folder(statement(), vendor.device)],
  ['signed over other words', folder(statement(), clerk, statement({ version: '2025-04' }))],
  ['without a signature', folder(statement()).filter(({ name }) => name !== 'trust.p7s')],
  ['in another spelling', folder(utf8(`${Buffer.from(statement()).toString()} `))],
  [
    'with a role nobody knows',
    folder(statement({ anchors: [{ certificate: base64(root.certificate.der), roles: ['all'] }] })),
  ],
  ['with a certificate that is none', folder(statement({ anchors: [{ certificate: 'AAAA', roles: [] }] }))],
  ['with a policy that is none', folder(statement({ policy: {} }))],
])('a trust file %s makes that nobody is trusted, and says why', async (_, files) => {
  const trust = trustFrom(files, judgedAt)
  expect(trust.anchors).toEqual([])
  expect(trust.refused.length).toBeGreaterThan(0)
  expect(await verdictWith(files)).toBe('INDETERMINATE / NO_CERTIFICATE_CHAIN_FOUND')
})
