import type { Certificate } from './certificate.ts'
import { tryCertificate } from './certificate.ts'
import { parseCrl, type Crl } from './crl.ts'
import { NotAsn1 } from './der.ts'
import { parseOcsp, type OcspResponse } from './ocsp.ts'
import { oids } from './oids.ts'
import type { Cms } from './read-cms.ts'
import type { Evidence } from './read-path.ts'
import type { Trust } from './trust.ts'

/** Certificates, revocation lists and OCSP responses that signatures bring along, with the trust they are judged by. */
export function gatherEvidence(all: readonly Cms[], trust: Trust, more?: Evidence): Evidence {
  const values = all.flatMap(revocationValues)
  const ocsp = [...all.flatMap((cms) => cms.ocsp), ...values.flatMap((value) => value.ocsp)]
  const crls = [...all.flatMap((cms) => cms.crls), ...values.flatMap((value) => value.crls)]
  const answers: OcspResponse[] = ocsp.flatMap((der) => parseOcsp(der) ?? [])
  const local = trust.anchors.map(({ certificate }) => certificate)
  return {
    certificates: unique([
      ...all.flatMap((cms) => cms.certificates),
      ...all.flatMap(certificateValues),
      ...answers.flatMap(({ certificates }) => certificates),
      ...(more?.certificates ?? []),
      ...local,
    ]),
    crls: unique<Crl>([...crls.flatMap((der) => parseCrl(der) ?? []), ...(more?.crls ?? [])]),
    ocsp: [...answers, ...(more?.ocsp ?? [])],
    trust,
  }
}

function unique<T extends { readonly sha256: string }>(items: readonly T[]): readonly T[] {
  return [...new Map(items.map((item) => [item.sha256, item])).values()]
}

/** Revocation values of CAdES-X long (EN 319 122-2, A.1.5.2). */
function revocationValues(cms: Cms): { crls: readonly Uint8Array[]; ocsp: readonly Uint8Array[] }[] {
  const values = cms.signers
    .flatMap(({ unsigned }) => unsigned)
    .filter(({ oid }) => oid === oids.revocationValues)
  return values.flatMap((attribute) =>
    attribute.values.map((value) => {
      try {
        const list = (tag: number): readonly Uint8Array[] =>
          (value.find(tag)?.child(0).children ?? []).map(({ bytes }) => bytes)
        return { crls: list(0xa0), ocsp: list(0xa1) }
      } catch (error) {
        if (error instanceof NotAsn1) return { crls: [], ocsp: [] }
        throw error
      }
    }),
  )
}

function certificateValues(cms: Cms): readonly Certificate[] {
  const values = cms.signers.flatMap(({ unsigned }) => unsigned).filter(({ oid }) => oid === oids.certValues)
  return values.flatMap((attribute) =>
    attribute.values.flatMap((value) =>
      value.constructed ? value.children.flatMap(({ bytes }) => tryCertificate(bytes) ?? []) : [],
    ),
  )
}
