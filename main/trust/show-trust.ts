import type { AnchorFacts, ListFacts, TrustFacts } from '../core/trust/trust-facts.ts'
import { timeText, type Certificate } from '../crypto/certificate.ts'
import type { Crl } from '../crypto/crl.ts'
import type { Trust } from '../crypto/trust.ts'
import { authoritiesOf, issuerOf } from './accept-lists.ts'
import type { TrustStore } from './trust-store.ts'

/** What counts as trusted now, in the form people read. `folder`: the trust that was named at the start instead. */
export function showTrust(store: TrustStore, now: Date, folder?: Trust): TrustFacts {
  const trust = folder ?? store.trust
  const root = folder ? null : store.root
  const authorities = authoritiesOf({ root, trust })
  return {
    source: folder ? 'folder' : store.state === 'sound' ? 'installed' : 'none',
    version: trust.version,
    sha256: trust.sha256,
    root: root?.facts ?? null,
    anchors: trust.anchors.map(anchorFacts),
    policy: trust.policy,
    lists: trust.crls.map((crl) => listFacts(crl, authorities, now)),
    refused: trust.refused,
    history: store.records
      .map(({ at, act, version, trust: digest, way, confirmedBy, lists }) => ({
        at,
        act,
        version,
        trust: digest,
        way,
        confirmedBy,
        lists,
      }))
      .reverse(),
  }
}

export function anchorFacts({ certificate, roles }: Trust['anchors'][number]): AnchorFacts {
  return { certificate: certificate.facts, roles }
}

function listFacts(crl: Crl, authorities: readonly Certificate[], now: Date): ListFacts {
  return {
    sha256: crl.sha256,
    issuer: issuerOf(crl, authorities)?.facts.subject ?? null,
    thisUpdate: timeText(crl.thisUpdate),
    nextUpdate: crl.nextUpdate === null ? null : timeText(crl.nextUpdate),
    stale: crl.nextUpdate !== null && crl.nextUpdate < now.getTime(),
  }
}
