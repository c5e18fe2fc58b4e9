import type { Finding, State, Verdict } from './finding.ts'
import type { DigestFacts, SignatureFacts, TimestampFacts, TrustMark } from './signature-facts.ts'

/** A certificate as people compare it. Times are RFC 3339 in UTC. */
export interface CertificateFacts {
  readonly subject: string
  readonly issuer: string
  /** Lower-case hex. */
  readonly serial: string
  readonly sha256: string
  readonly notBefore: string
  readonly notAfter: string
  readonly keyAlgorithm: string
  /** Names of RFC 5280, 4.2.1.3 ("digitalSignature") and identifiers of extended purposes. */
  readonly usage: readonly string[]
  readonly ca: boolean
}

/** One signature and how it was judged. */
export interface SignerFacts extends SignatureFacts {
  /** Name of the signature file in the container, or of the file itself. */
  readonly signature: string
  readonly subject: string
  readonly serial: string
  readonly sha256: string
  /** What the signer says; never proof. */
  readonly claimedTime: string | null
  /** What a trusted timestamp proves. */
  readonly provenTime: string | null
  readonly verdict: Verdict
  /** e.g. "RSA-PKCS1 / SHA-256". */
  readonly algorithm: string
  /** Signer first, anchor last; shorter when the path is not complete. */
  readonly chain: readonly CertificateFacts[]
  /** Newest revocation data used (thisUpdate), or null. */
  readonly revocationAsOf: string | null
}

/** A file of the container and what is known of it now. */
export interface FileFacts {
  readonly path: string
  readonly size: number
  /** Whether an accepted signature covers it. */
  readonly covered: boolean
  /** The signatures and tokens that speak for it, by their file names. */
  readonly signatures?: readonly string[]
  readonly state: 'ok' | 'changed' | 'missing' | 'pending'
  /** What the manifest says, lower-case hex; null when it says nothing. */
  readonly sha256: string | null
  /** Every digest that a manifest states, beside the computed one. */
  readonly digests: readonly DigestFacts[]
  /** Of an opened encrypted bundle: SHA-256 of the file as its recipients read it, lower-case hex. */
  readonly plainSha256?: string
}

export interface DeviceFacts {
  readonly id: string
  readonly serial: string
  readonly model: string
}

export interface CaptionFacts {
  readonly path: string
  /** The clip's path. */
  readonly clip: string
  readonly language: string
}

/** A clip as case.json describes it. */
export interface ClipFacts {
  /** From 1; also its address in the window. */
  readonly number: number
  readonly path: string
  readonly originalName: string
  readonly size: number
  readonly sha256: string
  readonly chunkSize: number
  readonly chunkCount: number
  readonly mediaType: string
  readonly device: DeviceFacts
  /** RFC 3339 with the offset that was recorded; null when unknown. */
  readonly startedAt: string | null
  readonly clockOffsetMs: number | null
  readonly clockSource: string
  readonly events: readonly { readonly ptsMs: number; readonly kind: string }[]
}

export interface CompanionFacts {
  readonly path: string
  readonly originalName: string
  readonly size: number
  readonly sha256: string
  readonly mediaType: string
}

/** case.json of an own bundle, as people wrote it and `seal` completed it. */
export interface CaseFacts {
  readonly bundleId: string
  readonly case: {
    readonly fileNumber: string
    readonly incident: string
    readonly office: string
    readonly title: string
  }
  readonly exhibit: { readonly number: string; readonly medium: string; readonly serial: string }
  readonly clips: readonly ClipFacts[]
  readonly captions: readonly CaptionFacts[]
  readonly files: readonly CompanionFacts[]
  readonly custody: readonly { readonly at: string; readonly by: string; readonly act: string }[]
  /** The bundle that this one goes on from, as its sealer says; absent where it says none. */
  readonly previousBundle?: string
  /** Sealed by whoever received it, not where it was recorded: nothing before that moment is covered. */
  readonly sealed?: 'atIntake'
}

/** Whose key opens an encrypted bundle, as its sealer says; the certificate is known by its SHA-256. */
export interface RecipientFacts {
  readonly subject: string
  readonly issuer: string
  /** Lower-case hex. */
  readonly serial: string
  readonly sha256: string
}

/** What anybody sees of an encrypted bundle. */
export interface EncryptionFacts {
  readonly bundleId: string
  readonly recipients: readonly RecipientFacts[]
  /** Sizes are those in the bundle. */
  readonly files: readonly { readonly path: string; readonly size: number; readonly chunkSize: number }[]
  /** Whether a recipient's key has opened it; else nothing of its contents is known. */
  readonly opened: boolean
}

/** All that is known of an opened file, as it stands now. */
export interface BundleFacts {
  /** File name without folder. */
  readonly name: string
  readonly size: number
  /** SHA-256 of META-INF/ASiCManifest001.xml, lower-case hex: the bundle's identity. Empty for foreign files without one. */
  readonly manifestSha256: string
  /** Own bundles without a failed container rule can be played; all others are only judged. */
  readonly playable: boolean
  /** True when trust comes from the sample CA. */
  readonly sample: boolean
  /** Of an encrypted bundle only once it is opened. */
  readonly case: CaseFacts | null
  /** Set for encrypted bundles. */
  readonly encryption?: EncryptionFacts
  readonly verdict: Verdict
  /** Whether signature values and all referenced digests hold and nothing is uncovered, whatever the trust. */
  readonly cryptography: State
  readonly findings: readonly Finding[]
  readonly signers: readonly SignerFacts[]
  /** Time stamps that stand for themselves in a container. */
  readonly timestamps: readonly TimestampFacts[]
  /** By which trust it was judged; null when judging did not come that far. */
  readonly trust: TrustMark | null
  readonly files: readonly FileFacts[]
}
