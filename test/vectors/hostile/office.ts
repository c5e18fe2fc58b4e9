import { makeCms, type CmsOrder } from '../../support/cms.ts'
import { makeCertificate, makeCrl, trustIn } from '../../support/pki.ts'
import { sealedAt } from '../../support/make-bundle.ts'

/** The office that judges all hostile vectors: a root, a device below it, a time-stamping authority. */
export const root = makeCertificate({ name: 'Root', ca: true })
export const rootCrl = makeCrl({ issuer: root })
export const device = makeCertificate({ name: 'Device', issuer: root })
export const stranger = makeCertificate({ name: 'Stranger', ca: true })
export const trust = trustIn([root], [rootCrl])

/** Signs a manifest as the device does; `order` says what is wrong with it. */
export function signedBy(order: Partial<CmsOrder> = {}): (manifest: Uint8Array) => Uint8Array {
  return (content) => makeCms({ content, signer: device, signingTime: sealedAt, ...order })
}

export { makeCertificate, makeCrl, trustIn }
