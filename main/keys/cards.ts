import type { KeyFailure } from '../core/failure.ts'
import { ok, type Result } from '../core/result.ts'
import { tryCertificate } from '../crypto/certificate.ts'
import { schemeFor } from '../crypto/signing-scheme.ts'
import { TokenClient, type TokenAccess } from './token-client.ts'
import type { Token } from './token-messages.ts'

/** What lies on a card and can be read without its PIN. */
export interface CardKey {
  readonly slot: number
  readonly card: string
  readonly maker: string
  /** null: the card shows its certificates only after the PIN. */
  readonly key: string | null
  readonly subject: string | null
  readonly algorithm: string | null
  readonly notAfter: string | null
  readonly locked: boolean
  readonly lastTry: boolean
}

/** Every certificate whose key can sign, on every card in every reader that the library knows. */
export async function readCards(
  library: string,
  access: TokenAccess,
): Promise<Result<readonly CardKey[], KeyFailure>> {
  const client = new TokenClient(library, access)
  try {
    const tokens = await client.ask({ ask: 'tokens' })
    if (!tokens.ok) return tokens
    const keys: CardKey[] = []
    for (const token of tokens.value.filter(({ label }) => label !== ''))
      keys.push(...(await keysOn(token, client)))
    return ok(keys)
  } finally {
    client.end()
  }
}

async function keysOn(token: Token, client: TokenClient): Promise<readonly CardKey[]> {
  const { slot, label: card, maker, locked, lastTry } = token
  const about = { slot, card, maker, locked, lastTry }
  const certificates = await client.ask({ ask: 'certificates', slot })
  const shown = (certificates.ok ? certificates.value : []).flatMap(({ key, der }) => {
    const certificate = tryCertificate(der)
    // A card also carries its authority's certificates; no key of its own belongs to them.
    if (!certificate || certificate.facts.ca || !schemeFor(certificate.key)) return []
    const { subject, keyAlgorithm, notAfter } = certificate.facts
    return [{ ...about, key, subject, algorithm: keyAlgorithm, notAfter }]
  })
  return shown.length > 0 ? shown : [{ ...about, key: null, subject: null, algorithm: null, notAfter: null }]
}
