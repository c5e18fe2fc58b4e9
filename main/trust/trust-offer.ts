import { basename, dirname, join } from 'node:path'
import type { Failure, TrustFailure } from '../core/failure.ts'
import { fail, ok, type Result } from '../core/result.ts'
import type { SignerFacts } from '../core/seal/bundle-facts.ts'
import { plainTrust, type NamedFile, type Trust } from '../crypto/trust.ts'
import { statedTrust } from '../crypto/trust-file.ts'
import type { Certificate } from '../crypto/certificate.ts'
import { verifyDetached } from '../crypto/verify-detached.ts'
import { readFolder } from '../disk/read-folder.ts'

/** A trust file that somebody wants to install, as read; nothing about it is decided. */
export interface TrustOffer {
  readonly name: string
  readonly statement: Uint8Array
  readonly signature: Uint8Array
  readonly version: string
  readonly sha256: string
  readonly stated: Trust
  /** Certificates and lists that lie beside it. */
  readonly beside: readonly NamedFile[]
}

/** A trust file by its path or that of its folder: `trust.json`, with `trust.p7s` and the plain files beside it. */
export async function readTrustOffer(path: string): Promise<Result<TrustOffer, Failure>> {
  const isFile = /\.json$/i.test(path)
  const [folder, statementName] = isFile ? [dirname(path), basename(path)] : [path, 'trust.json']
  const files = await readFolder(folder, 'failure')
  if (!files.ok) return files
  const name = isFile ? statementName : join(basename(path), statementName)
  const bytes = (wanted: string) => files.value.find((file) => file.name === wanted)?.bytes
  const statement = bytes(statementName)
  if (!statement) return fail({ code: 'file.notFound', name })
  const signature = bytes(`${statementName.replace(/\.json$/i, '')}.p7s`)
  const stated = statedTrust(statement)
  if (!stated || stated.version === null || stated.sha256 === null)
    return fail({ code: 'trust.notATrustFile', name })
  if (!signature) return fail({ code: 'trust.notSigned', name, reason: 'signature.none' })
  const beside = files.value.filter((file) => /\.(?:pem|crt|cer|crl)$/i.test(file.name))
  return ok({ name, statement, signature, version: stated.version, sha256: stated.sha256, stated, beside })
}

/** Who signed an offer, and the root it rests on. */
export interface OfferSigner {
  readonly signer: SignerFacts
  readonly root: Certificate
}

/** The offer's signature by these roots (the offer's own when none are handed in), at this time. */
export function signerOf(
  offer: TrustOffer,
  now: Date,
  roots?: readonly Certificate[],
): Result<OfferSigner, TrustFailure> {
  const beside = plainTrust(offer.beside)
  const anchors = (roots ?? beside.anchors.map(({ certificate }) => certificate)).map((certificate) => ({
    certificate,
    roles: ['seal'] as const,
  }))
  const { findings, signers } = verifyDetached(
    offer.statement,
    offer.signature,
    { ...beside, anchors },
    now,
    'seal',
    { name: 'trust.p7s' },
  )
  const open = findings.find(({ state }) => state !== 'passed')
  const [signer] = signers
  const top = signer?.chain.at(-1)?.sha256
  const root = anchors.find(({ certificate }) => certificate.sha256 === top)?.certificate
  if (open || !signer || !root)
    return fail({ code: 'trust.notSigned', name: offer.name, reason: open?.reason ?? 'signature.none' })
  return ok({ signer, root })
}
