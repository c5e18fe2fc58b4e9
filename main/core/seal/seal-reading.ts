import type { ContainerFault } from '../container/read-directory.ts'
import type { CertificateFacts, FileFacts } from './bundle-facts.ts'
import type { Finding } from './finding.ts'
import type { ReasonCode } from './reasons.ts'
import type { AttributeFacts } from './signature-facts.ts'

/** An algorithm as it was used: what `algorithm-policy.ts` judges. */
export interface AlgorithmUse {
  readonly use: 'digest' | 'signature'
  /** "SHA-256", "RSA-PKCS1", "RSA-PSS", "ECDSA", "Ed25519". */
  readonly name: string
  /** Bits of the key; 0 for digests. */
  readonly bits: number
  /** Whose: subject of the certificate or name of the file. */
  readonly subject: string
}

/** What is known of one certificate's revocation. Times are milliseconds. */
export interface RevocationReading {
  readonly subject: string
  readonly state: 'good' | 'revoked' | 'unknown' | 'notNeeded'
  readonly thisUpdate: number | null
  readonly nextUpdate: number | null
  readonly revokedAt: number | null
}

/** The way from a certificate towards an anchor of the trust, as far as it goes. */
export interface PathReading {
  /** Signer first. */
  readonly chain: readonly CertificateFacts[]
  /** Whether the last one is an anchor. */
  readonly anchored: boolean
  /** The anchor may be used for this role. */
  readonly entitled: boolean
  readonly faults: readonly { readonly reason: ReasonCode; readonly subject: string }[]
  readonly validity: readonly {
    readonly subject: string
    readonly notBefore: number
    readonly notAfter: number
  }[]
  readonly revocation: readonly RevocationReading[]
  readonly algorithms: readonly AlgorithmUse[]
}

/** A SignerInfo as read: every relation computed, nothing decided. */
export interface SignerReading {
  /** File that the signature lies in. */
  readonly signature: string
  readonly certificate: CertificateFacts | null
  readonly claimedTime: number | null
  /** "RSA-PKCS1 / SHA-256". */
  readonly algorithm: string
  readonly attributes: readonly AttributeFacts[]
  readonly attributeFaults: readonly { readonly reason: ReasonCode; readonly attribute: string }[]
  /** Signing certificate as the signed attribute names it. */
  readonly namedCertificate: 'match' | 'mismatch' | 'onlyV1' | 'absent'
  readonly content: 'match' | 'mismatch' | 'absent' | 'unsupported'
  readonly value: 'valid' | 'invalid' | 'onlyAsStored' | 'unsupported'
  readonly hashesAgree: boolean
  /** RSA exponent below 65537: the value is computed, and never counts as good. */
  readonly smallExponent: boolean
  /** Key usage allows signing documents. */
  readonly mayPlainSign: boolean
  readonly algorithms: readonly AlgorithmUse[]
  readonly path: PathReading
  readonly timestamps: readonly TimestampReading[]
  /** When a trusted token beside it was made that is over the signature's file (ASiC archive manifest). */
  readonly archivedAt?: number
  readonly countersigners: readonly SignerReading[]
}

/** An RFC 3161 token and what it stamps. */
export interface TimestampReading {
  readonly kind: 'signature' | 'content' | 'archive' | 'container'
  readonly subject: string
  /** File that the token lies in. */
  readonly file: string
  readonly genTime: number | null
  readonly imprint: 'match' | 'mismatch' | 'absent' | 'unsupported'
  /** Undefined when the token is no token. */
  readonly signer: SignerReading | null
  /** Extended key usage: time-stamping alone, and critical (RFC 3161, 2.3). */
  readonly entitledByUsage: boolean
}

/** A signature file: CMS with its signers. */
export interface SignatureReading {
  readonly file: string
  /** What it signs: a manifest or, in ASiC-S, the data file; null outside containers. */
  readonly signs: string | null
  /** Why nothing in it could be read. */
  readonly fault: ReasonCode | null
  readonly signers: readonly SignerReading[]
  /** Own bundles hold nothing without purpose: subjects of certificates and lists that prove nothing. */
  readonly unused: readonly string[]
  /** Asked for own bundles only. */
  isStrictDer(): boolean
}

export interface ManifestReading {
  readonly file: string
  readonly fault: ReasonCode | null
  readonly detail: string | null
}

/** All that reading a file brought to light; `verifySeal` makes findings of it. */
export interface SealReading {
  /** Own: a signed root file names our format. Foreign containers and bare CMS are judged, never played. */
  readonly kind: 'own' | 'container' | 'cms' | 'none'
  readonly name: string
  /** Its mimetype entry names ASiC, so a signature there should be. */
  readonly claimsAsic: boolean
  readonly container: readonly ContainerFault[]
  readonly manifests: readonly ManifestReading[]
  /** Faults of case.json and chunk lists. */
  readonly contents: readonly {
    readonly reason: ReasonCode
    readonly subject: string
    readonly facts?: Finding['facts']
  }[]
  readonly signatures: readonly SignatureReading[]
  /** Time-stamp tokens that stand for themselves in the container. */
  readonly timestamps: readonly TimestampReading[]
  readonly files: readonly FileFacts[]
  /** Which files each signature, token or record speaks for. */
  readonly coverage: readonly { readonly signature: string; readonly files: readonly string[] }[]
  /** Files that no accepted signature covers. */
  readonly uncovered: readonly string[]
  /** Evidence records beside a signature or token that is judged. */
  readonly evidenceRecords: readonly string[]
  /** Kinds that are named, not evaluated. */
  readonly unsupported: readonly { readonly reason: ReasonCode; readonly subject: string }[]
}
