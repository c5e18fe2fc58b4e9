import { parseGrant } from './grant.ts'
import { commonNameOf, type NameAuthor } from './history.ts'
import type { LedgerPorts } from './ports.ts'

/**
 * Names authors as their certificates do, learnt from the grants and from `known` (hash of the certificate, name); the
 * certificate's hash where the grant is gone.
 */
export function authorNames(
  ports: Pick<LedgerPorts, 'verifyCms'>,
  known: Iterable<readonly [string, string]> = [],
): NameAuthor {
  const names = new Map(known)
  return (certificate, data) => {
    const signed = data && !names.has(certificate) ? parseGrant(data) : undefined
    const judged = signed && ports.verifyCms(signed.content, signed.cms)
    if (judged?.ok && judged.certificate.sha256 === certificate) {
      names.set(certificate, commonNameOf(judged.certificate.subject))
    }
    return names.get(certificate) ?? certificate
  }
}
