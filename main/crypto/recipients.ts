import type { EncryptionFailure, RecipientFault } from '../core/failure.ts'
import { MOST_RECIPIENTS } from '../core/encryption/encrypted-case.ts'
import { fail, ok, type Result } from '../core/result.ts'
import type { Certificate } from './certificate.ts'
import { certificatesIn } from './certificate-file.ts'
import { canReceive } from './make-envelope.ts'
import { oids } from './oids.ts'

/** A certificate file as somebody named it. */
export interface RecipientFile {
  readonly name: string
  readonly bytes: Uint8Array
}

/**
 * The recipients that files name, the first certificate of each. Refused are certificates out of their dates, keys that
 * cannot receive, and keys whose certificate gives them to other work (RFC 5280, 4.2.1.3).
 */
export function recipientsFrom(
  files: readonly RecipientFile[],
  now: Date,
): Result<readonly Certificate[], EncryptionFailure> {
  const recipients: Certificate[] = []
  for (const { name, bytes } of files) {
    const [certificate] = certificatesIn(bytes)
    const reason = certificate ? faultOf(certificate, recipients, now) : 'notACertificate'
    if (!certificate || reason)
      return fail({ code: 'encryption.recipient', name, reason: reason ?? 'notACertificate' })
    recipients.push(certificate)
  }
  return ok(recipients)
}

function faultOf(
  certificate: Certificate,
  others: readonly Certificate[],
  now: Date,
): RecipientFault | undefined {
  if (others.length >= MOST_RECIPIENTS) return 'tooMany'
  if (others.some((other) => isSameName(other, certificate))) return 'twice'
  if (now.getTime() < certificate.notBefore) return 'notYetValid'
  if (now.getTime() > certificate.notAfter) return 'expired'
  if (!canReceive(certificate)) return 'unsupported'
  return mayReceive(certificate) ? undefined : 'usage'
}

/** The envelope knows recipients by issuer and serial number: two of one name could not be told apart. */
function isSameName(a: Certificate, b: Certificate): boolean {
  return a.sha256 === b.sha256 || (a.facts.issuer === b.facts.issuer && a.serial === b.serial)
}

/** A certificate that says nothing of its key's use leaves it open. */
function mayReceive({ extensions, facts, key }: Certificate): boolean {
  if (!extensions.has(oids.keyUsage)) return true
  return facts.usage.includes(key.kind === 'rsa' ? 'keyEncipherment' : 'keyAgreement')
}
