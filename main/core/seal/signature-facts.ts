import type { CertificateFacts } from './bundle-facts.ts'
import type { Finding, State } from './finding.ts'

/** A signed attribute of a signature (RFC 5652, 5.3), as it is stored. */
export interface AttributeFacts {
  readonly oid: string
  /** Name in the standards, where it has one that is known here: "messageDigest". */
  readonly name: string | null
  /** Identifier, time, or bytes as lower-case hex; shortened by an ellipsis after 512 digits. */
  readonly value: string
}

/** An algorithm as it was used, and what the policy says of it at the time that counted. */
export interface AlgorithmFacts {
  readonly use: 'digest' | 'signature'
  readonly name: string
  /** Bits of the key; 0 for digests. */
  readonly bits: number
  /** Whose: subject of the certificate. */
  readonly subject: string
  readonly allowed: boolean
  /** Last instant of the rule that allows it; null without an end, or when none allows it. */
  readonly until: string | null
}

/** A time stamp (RFC 3161) and what became of it. */
export interface TimestampFacts {
  readonly kind: 'signature' | 'content' | 'archive' | 'container'
  /** Subject of the authority's certificate, or the file when it has none. */
  readonly authority: string
  readonly time: string | null
  /** Whether it stamps what it should. */
  readonly imprint: 'match' | 'mismatch' | 'absent' | 'unsupported'
  readonly algorithm: string | null
  readonly chain: readonly CertificateFacts[]
  readonly state: State
  /** Why it proves nothing; null when it does. */
  readonly reason: string | null
}

/** One digest that a manifest states for a file, and the one that was computed. */
export interface DigestFacts {
  readonly name: string
  /** Lower-case hex. */
  readonly stated: string
  /** null while the file has not been read, or is not there. */
  readonly computed: string | null
}

/** Which trust a judgement was made with. */
export interface TrustMark {
  readonly version: string | null
  /** SHA-256 of the signed trust file. */
  readonly sha256: string | null
  readonly policy: string
}

/** All of a signature beyond who made it; the parts of the details screen. */
export interface SignatureFacts {
  /** The manifest or data file that it signs; null when that is not part of the file. */
  readonly signs: string | null
  /** Subject of the one whose signature value this one signs; null for a signature over the content. */
  readonly countersigns: string | null
  readonly attributes: readonly AttributeFacts[]
  readonly algorithms: readonly AlgorithmFacts[]
  readonly timestamps: readonly TimestampFacts[]
  /** What was found of this signer alone. */
  readonly findings: readonly Finding[]
}
