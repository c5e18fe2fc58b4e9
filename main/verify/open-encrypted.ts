import type { EncryptionFailure } from '../core/failure.ts'
import { fail, ok, type Result } from '../core/result.ts'
import type { RecipientFacts } from '../core/seal/bundle-facts.ts'
import type { SigningIdentity } from '../core/signing.ts'
import type { JudgedFile } from './judged-file.ts'

/** Somebody whose key may open encrypted bundles. */
export type Reader = Pick<SigningIdentity, 'openEnvelope' | 'facts'>

/**
 * Opens an encrypted bundle with somebody's key, as far as its seal lets it be opened; all other files are open as they
 * are. Rejects with `SigningRefused` where the key's holder does not answer.
 */
export async function openEncrypted(
  judged: JudgedFile,
  identity: Reader | undefined,
): Promise<Result<null, EncryptionFailure>> {
  const locked = await judged.locked()
  if (!locked) return ok(null)
  const { name } = judged.facts()
  const recipients = recipientNames(locked.recipients)
  if (!identity) return fail({ code: 'encryption.locked', name, recipients })
  const { subject } = identity.facts
  const secret = await identity.openEnvelope?.(locked.envelope)
  if (!secret) return fail({ code: 'encryption.notARecipient', name, subject, recipients })
  const opened = await locked.open(secret)
  secret.fill(0)
  if (opened === 'opened') return ok(null)
  return opened === 'otherKey'
    ? fail({ code: 'encryption.otherKey', name, subject })
    : fail({ code: 'encryption.details', name })
}

/** The recipients in one line. */
export function recipientNames(recipients: readonly RecipientFacts[]): string {
  return recipients.map(({ subject }) => subject).join(' · ')
}
