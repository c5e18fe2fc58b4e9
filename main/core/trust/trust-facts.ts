import type { AlgorithmPolicy } from '../seal/algorithm-policy.ts'
import type { CertificateFacts } from '../seal/bundle-facts.ts'
import type { Finding } from '../seal/finding.ts'
import type { Role } from '../seal/verify-signer.ts'

/** An authority the office trusts, and for what. */
export interface AnchorFacts {
  readonly certificate: CertificateFacts
  readonly roles: readonly Role[]
}

/** A revocation list of the trust. Times are RFC 3339 in UTC. */
export interface ListFacts {
  readonly sha256: string
  /** Subject of the authority whose list it is; null when no authority of the trust signed it. */
  readonly issuer: string | null
  readonly thisUpdate: string
  readonly nextUpdate: string | null
  /** Its next list is due: what was revoked since is not known. */
  readonly stale: boolean
}

/** How a trust file came to be accepted here. */
export type TrustWay = 'root' | 'fingerprint' | 'twoPersons'

/** A change of the trust as the workstation recorded it. */
export interface TrustChange {
  readonly at: string
  readonly act: 'trustInstalled' | 'listsAdded'
  /** Of the trust file that counts from then on. */
  readonly version: string
  readonly trust: string
  readonly way: TrustWay | null
  /** SHA-256 of the certificates of those who confirmed. */
  readonly confirmedBy: readonly string[]
  readonly lists: readonly string[]
}

/** All that counts as trusted on this workstation, and where it comes from. */
export interface TrustFacts {
  /** `folder`: named at the start by `--trust`; what is installed does not count beside it. */
  readonly source: 'installed' | 'folder' | 'none'
  readonly version: string | null
  /** SHA-256 of the trust file, lower-case hex. */
  readonly sha256: string | null
  /** Who signs trust files for this office. */
  readonly root: CertificateFacts | null
  readonly anchors: readonly AnchorFacts[]
  readonly policy: AlgorithmPolicy
  readonly lists: readonly ListFacts[]
  /** Why what is there does not count; empty when it does. */
  readonly refused: readonly Finding[]
  /** Newest first. */
  readonly history: readonly TrustChange[]
}
