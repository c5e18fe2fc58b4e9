import type { Failure } from '../core/failure.ts'
import { ok, type Result } from '../core/result.ts'
import type { BundleFacts } from '../core/seal/bundle-facts.ts'
import type { SigningIdentity } from '../core/signing.ts'
import type { Phrases } from '../phrases.ts'
import { recipientNames } from '../verify/open-encrypted.ts'
import { identityFrom } from './identity-from.ts'
import { textOption, type Words } from './words.ts'

/** Options of every verb that looks into bundles. */
export const openWords = ['open-with', 'open-pass-file'] as const

/** Whose key opens encrypted bundles, as `--open-with` names it; undefined where it is not said. */
export async function readerFrom(words: Words): Promise<Result<SigningIdentity | undefined, Failure>> {
  const key = textOption(words, 'open-with')
  return key === undefined ? ok(undefined) : identityFrom(key, textOption(words, 'open-pass-file') ?? '')
}

/** What the terminal says of an encrypted bundle; nothing for all others. */
export function encryptionLines({ encryption }: BundleFacts, phrases: Phrases): readonly string[] {
  if (!encryption) return []
  const facts = { number: encryption.recipients.length, recipients: recipientNames(encryption.recipients) }
  return [phrases(`cli.encryption.${encryption.opened ? 'opened' : 'closed'}`, facts)]
}
