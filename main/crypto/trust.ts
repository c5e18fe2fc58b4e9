import { readPolicy, type AlgorithmPolicy } from '../core/seal/algorithm-policy.ts'
import type { Finding } from '../core/seal/finding.ts'
import type { TrustMark } from '../core/seal/signature-facts.ts'
import type { Role } from '../core/seal/verify-signer.ts'
import etsi from '../../resources/trust/policy-etsi-ts-119-312.json' with { type: 'json' }
import { tryCertificate, type Certificate } from './certificate.ts'
import { parseCrl, type Crl } from './crl.ts'
import { pemBlocks } from './pem.ts'

/** Whom the office trusts, for what, and by which algorithm policy. Never filled from a bundle. */
export interface Trust {
  readonly anchors: readonly Anchor[]
  readonly crls: readonly Crl[]
  readonly policy: AlgorithmPolicy
  /** Version of the signed trust file; null for a plain folder. */
  readonly version: string | null
  /** SHA-256 of the signed trust file, lower-case hex; null for a plain folder. */
  readonly sha256: string | null
  /** Why a signed trust file was not accepted; then nobody is trusted. */
  readonly refused: readonly Finding[]
}

/** Which trust a judgement was made with, for the judgement itself, ledger and report. */
export function markOf({ version, sha256, policy }: Trust): TrustMark {
  return { version, sha256, policy: policy.id }
}

export interface Anchor {
  readonly certificate: Certificate
  readonly roles: readonly Role[]
}

export const allRoles: readonly Role[] = ['seal', 'timestamp', 'reviewer']

/** The policy that counts unless an office chose another: ETSI TS 119 312. */
export function defaultPolicy(): AlgorithmPolicy {
  const policy = readPolicy(etsi)
  if (!policy) throw new Error('the shipped policy is not readable')
  return policy
}

/** Trust in nobody: every seal is at best INDETERMINATE. */
export function noTrust(): Trust {
  return { anchors: [], crls: [], policy: defaultPolicy(), version: null, sha256: null, refused: [] }
}

export interface NamedFile {
  readonly name: string
  readonly bytes: Uint8Array
}

/** Anchors and revocation lists of plain files: `*.pem`, `*.crt`, `*.cer`, `*.der` (all roles) and `*.crl`, each PEM or DER. */
export function plainTrust(files: readonly NamedFile[]): Trust {
  const anchors = files.filter(({ name }) => /\.(?:pem|crt|cer|der)$/i.test(name)).flatMap(certificatesOf)
  const crls = files.filter(({ name }) => /\.(?:crl|pem)$/i.test(name)).flatMap(crlsOf)
  return { ...noTrust(), anchors: anchors.map((certificate) => ({ certificate, roles: allRoles })), crls }
}

function certificatesOf({ bytes }: NamedFile): readonly Certificate[] {
  const blocks = pemBlocks(bytes, 'CERTIFICATE') ?? [bytes]
  return blocks.flatMap((der) => tryCertificate(der) ?? [])
}

function crlsOf({ name, bytes }: NamedFile): readonly Crl[] {
  const blocks = pemBlocks(bytes, 'X509 CRL') ?? (/\.crl$/i.test(name) ? [bytes] : [])
  return blocks.flatMap((der) => parseCrl(der) ?? [])
}
