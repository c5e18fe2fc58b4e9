import type { SignerFacts } from '../core/seal/bundle-facts.ts'
import type { Finding, State } from '../core/seal/finding.ts'
import { finding } from '../core/seal/reasons.ts'
import type { SealReading } from '../core/seal/seal-reading.ts'
import { cryptographyOf } from '../core/seal/verdict.ts'
import { verifySeal, type Terms } from '../core/seal/verify-seal.ts'
import type { Role } from '../core/seal/verify-signer.ts'
import { parseCms } from './read-cms.ts'
import { readSignature } from './read-signature.ts'
import { contentOf, type SignedContent } from './read-signer.ts'
import type { Trust } from './trust.ts'

export interface DetachedJudgement {
  readonly signers: readonly SignerFacts[]
  readonly findings: readonly Finding[]
  readonly cryptography: State
}

/** Judges a detached CMS over content (the bytes, or their digests); `padded`: zeros may follow, as in PDF. */
export function verifyDetached(
  content: Uint8Array | SignedContent,
  cms: Uint8Array,
  trust: Trust,
  now: Date,
  role: Role,
  options: { readonly name?: string; readonly padded?: boolean } = {},
): DetachedJudgement {
  const name = options.name ?? 'cms'
  const signed = content instanceof Uint8Array ? contentOf(content) : content
  try {
    const parsed = parseCms(cms, options.padded)
    const signature = readSignature({ file: name, cms: parsed, content: signed }, trust, role)
    const { findings, signers } = verifySeal(
      { ...bareReading(name), signatures: [signature] },
      termsFor(trust, now, role),
    )
    return { signers, findings, cryptography: cryptographyOf(findings) }
  } catch {
    return { signers: [], findings: [finding('container.defect', name)], cryptography: 'failed' }
  }
}

/** A reading with nothing in it yet, of a bare CMS. */
export function bareReading(name: string): SealReading {
  return {
    kind: 'cms',
    name,
    claimsAsic: false,
    container: [],
    manifests: [],
    contents: [],
    signatures: [],
    timestamps: [],
    files: [],
    coverage: [],
    uncovered: [],
    evidenceRecords: [],
    unsupported: [],
  }
}

/** The terms a trust sets: its policy, and the newest time known: by its lists, its policy, or from elsewhere. */
export function termsFor(trust: Trust, now: Date, role: Role, known = 0): Terms {
  return {
    policy: trust.policy,
    now: now.getTime(),
    notBefore: Math.max(known, issuedAt(trust), ...trust.crls.map(({ thisUpdate }) => thisUpdate)),
    hasTrust: trust.anchors.length > 0,
    role,
  }
}

function issuedAt({ policy }: Trust): number {
  const time = Date.parse(policy.issued)
  return Number.isNaN(time) ? 0 : time
}
