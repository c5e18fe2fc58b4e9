import { authorityKeyId, subjectKeyId, type Certificate } from './certificate.ts'
import { NotAsn1 } from './der.ts'
import { verifySignature } from './signature-value.ts'

/** A way from a certificate upwards; `anchored` when its last one is an anchor. */
export interface Path {
  readonly certificates: readonly Certificate[]
  readonly anchored: boolean
}

const LONGEST = 10
const MOST_TRIES = 300

/**
 * The shortest way from a certificate to an anchor, over certificates whose signatures hold; the longest way
 * found when none leads there. A certificate that merely claims to be a root is never an anchor.
 */
export function buildPath(
  leaf: Certificate,
  pool: readonly Certificate[],
  anchors: readonly Certificate[],
): Path {
  const trusted = new Set(anchors.map(({ sha256 }) => sha256))
  const candidates = [...anchors, ...pool]
  let longest: readonly Certificate[] = [leaf]
  let tries = MOST_TRIES
  let ways: (readonly Certificate[])[] = [[leaf]]
  while (ways.length > 0) {
    const arrived = ways.find((way) => trusted.has(way.at(-1)?.sha256 ?? ''))
    if (arrived) return { certificates: arrived, anchored: true }
    const next: (readonly Certificate[])[] = []
    for (const way of ways) {
      for (const issuer of issuersOf(way, candidates)) {
        if (tries-- <= 0) return { certificates: longest, anchored: false }
        if (isIssuedBy(way.at(-1) ?? leaf, issuer)) next.push([...way, issuer])
      }
    }
    longest = next[0] ?? longest
    ways = next
  }
  return { certificates: longest, anchored: false }
}

function issuersOf(way: readonly Certificate[], candidates: readonly Certificate[]): readonly Certificate[] {
  const last = way.at(-1)
  if (!last || way.length >= LONGEST) return []
  const wanted = safely(() => authorityKeyId(last.extensions))
  const seen = new Set(way.map(({ sha256 }) => sha256))
  return candidates.filter((candidate) => {
    if (seen.has(candidate.sha256) || Buffer.compare(candidate.subject, last.issuer) !== 0) return false
    const has = safely(() => subjectKeyId(candidate))
    seen.add(candidate.sha256)
    return wanted === undefined || has === undefined || wanted === has
  })
}

function safely<T>(read: () => T | undefined): T | undefined {
  try {
    return read()
  } catch (error) {
    if (error instanceof NotAsn1) return undefined
    throw error
  }
}

/** Whether the issuer's key made the certificate's signature. */
export function isIssuedBy(certificate: Certificate, issuer: Certificate): boolean {
  const { algorithm, tbs, signature } = certificate
  return verifySignature(issuer.key, algorithm, null, tbs, signature) === 'valid'
}
