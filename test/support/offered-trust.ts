import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { canonicalBytes, type Json } from '../../main/core/canonical.ts'
import { toPem } from '../../main/crypto/pem.ts'
import etsi from '../../resources/trust/policy-etsi-ts-119-312.json' with { type: 'json' }
import { makeCms } from './cms.ts'
import { makeCertificate, makeCrl, makeOffice, type Holder } from './pki.ts'

/** An office that hands out trust files, a stranger who does so too, and those whom the files speak of. */
export function makeTrustOffice() {
  const root = makeCertificate({ name: 'Office Root', ca: true })
  const stranger = makeCertificate({ name: 'Other Root', ca: true })
  const reviewers = makeCertificate({ name: 'Reviewers', ca: true })
  return {
    root,
    stranger,
    reviewers,
    devices: makeOffice(),
    clerk: makeCertificate({ name: 'Trust Signer', issuer: root }),
    strangersClerk: makeCertificate({ name: 'Other Signer', issuer: stranger }),
    persons: [
      makeCertificate({ name: 'Reviewer 1', issuer: reviewers }),
      makeCertificate({ name: 'Reviewer 2', issuer: reviewers }),
    ] as const,
    digits: root.certificate.sha256.slice(-16),
  }
}

export interface TrustOrder {
  readonly version: string
  /** Signed by the stranger instead of by the office. */
  readonly strange?: boolean
  readonly signer?: Holder
  readonly change?: Readonly<Record<string, Json>>
}

/** A folder as an office hands it out, with a trust file, its signature, the root and the root's list. */
export function offerTrust(office: ReturnType<typeof makeTrustOffice>, order: TrustOrder): string {
  const folder = mkdtempSync(join(tmpdir(), 'trust-offer-'))
  const { devices, reviewers } = office
  const statement = canonicalBytes({
    format: 'asservat-trust/1',
    version: order.version,
    anchors: [
      { certificate: base64(devices.root.certificate.der), roles: ['seal'] },
      { certificate: base64(reviewers.certificate.der), roles: ['reviewer'] },
    ],
    crls: [devices.crl, makeCrl({ issuer: reviewers })].map(base64),
    policy: etsi,
    ...order.change,
  })
  const root = order.strange ? office.stranger : office.root
  const signer = order.signer ?? (order.strange ? office.strangersClerk : office.clerk)
  writeFileSync(join(folder, 'trust.json'), statement)
  writeFileSync(join(folder, 'trust.p7s'), makeCms({ content: statement, signer }))
  writeFileSync(join(folder, 'root.pem'), toPem(root.certificate.der, 'CERTIFICATE'))
  writeFileSync(join(folder, 'root.crl'), makeCrl({ issuer: root }))
  return folder
}

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64')
}
