import type { TrustFailure } from '../core/failure.ts'
import { fail, ok, type Result } from '../core/result.ts'
import { timeText, type Certificate } from '../crypto/certificate.ts'
import { isCrlOf, parseCrl, type Crl } from '../crypto/crl.ts'
import { pemBlocks } from '../crypto/pem.ts'
import type { NamedFile } from '../crypto/trust.ts'
import type { TrustStore } from './trust-store.ts'

export interface AcceptedList {
  readonly name: string
  readonly crl: Crl
  readonly der: Uint8Array
}

/**
 * Lists that may be added without a new trust file: each made by an authority of the trust (its root or an anchor),
 * and newer than the one known of that authority.
 */
export function acceptLists(
  file: NamedFile,
  store: TrustStore,
): Result<readonly AcceptedList[], TrustFailure> {
  if (store.state === 'damaged') return fail({ code: 'trust.damaged', name: store.folder })
  const authorities = authoritiesOf(store)
  const accepted: AcceptedList[] = []
  for (const der of pemBlocks(file.bytes, 'X509 CRL') ?? [file.bytes]) {
    const crl = parseCrl(der)
    if (!crl || !isListOf(crl, authorities)) return fail({ code: 'trust.listNotOurs', name: file.name })
    const known = newestOf(crl, store.trust.crls)
    if (known !== null && crl.thisUpdate <= known)
      return fail({ code: 'trust.listNotNewer', name: file.name, installed: timeText(known) })
    accepted.push({ name: file.name, crl, der })
  }
  return accepted.length > 0 ? ok(accepted) : fail({ code: 'trust.listNotOurs', name: file.name })
}

/** Who may speak for the trust: its root and its anchors. */
export function authoritiesOf({ root, trust }: Pick<TrustStore, 'root' | 'trust'>): readonly Certificate[] {
  return [...(root ? [root] : []), ...trust.anchors.map(({ certificate }) => certificate)]
}

/** A full list that one of these authorities has signed. */
export function isListOf(crl: Crl, authorities: readonly Certificate[]): boolean {
  return crl.full && issuerOf(crl, authorities) !== undefined
}

export function issuerOf(crl: Crl, authorities: readonly Certificate[]): Certificate | undefined {
  return authorities.find((authority) => isCrlOf(crl, authority))
}

function newestOf(crl: Crl, known: readonly Crl[]): number | null {
  const times = known
    .filter(({ issuer }) => Buffer.compare(issuer, crl.issuer) === 0)
    .map(({ thisUpdate }) => thisUpdate)
  return times.length > 0 ? Math.max(...times) : null
}
