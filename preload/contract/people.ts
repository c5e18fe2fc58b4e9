import type { Failure } from '../../main/core/failure.ts'
import type { IdentityFacts } from '../../main/core/people/identity-facts.ts'
import type { Result } from '../../main/core/result.ts'

/** Who can sign on this workstation, who does, and when that ends by itself. */
export interface PeopleView {
  readonly identities: readonly IdentityFacts[]
  /** Who is asked for first; null while nobody was chosen. */
  readonly chosen: string | null
  /** SHA-256 of the certificate that signs now; null while locked. */
  readonly unlocked: string | null
  /** Minutes without a hand on keyboard or mouse after which the session is locked; 0: never. */
  readonly autoLockMinutes: number
  /** The most that the machine's policy allows; null where it says nothing. */
  readonly autoLockAtMost: number | null
  /** False until the first steps were gone or skipped. */
  readonly welcomed: boolean
}

/** A key and its certificate on a card in a reader, as shown without a PIN. */
export interface CardKeyView {
  readonly slot: number
  readonly card: string
  readonly maker: string
  readonly key: string | null
  readonly subject: string | null
  readonly algorithm: string | null
  readonly notAfter: string | null
  readonly locked: boolean
  readonly lastTry: boolean
}

export const ownKeyKinds = ['EC P-256', 'EC P-384', 'RSA 3072', 'RSA 4096'] as const

export interface IdentityOrder {
  readonly name: string
  readonly office: string
  readonly unit: string
  readonly kind: (typeof ownKeyKinds)[number]
  readonly padding: 'pkcs1' | 'pss'
}

/**
 * What the window may ask about people and keys. Passphrases and PINs never cross this border: main asks for them in
 * a window of its own. undefined: cancelled.
 */
export interface PeopleCalls {
  people(): Promise<PeopleView>
  makeIdentity(order: IdentityOrder): Promise<Result<PeopleView | undefined, Failure>>
  /** Saves the certificate request where the person says. */
  saveRequest(request: { readonly id: string }): Promise<Result<PeopleView | undefined, Failure>>
  /** Takes in a certificate that the office's CA issued, or a renewed one. */
  takeCertificate(request: { readonly id: string }): Promise<Result<PeopleView | undefined, Failure>>
  importKeyFile(): Promise<Result<PeopleView | undefined, Failure>>
  /** Asks for the card maker's library and lists what lies on the cards in the readers. */
  findCards(): Promise<Result<readonly CardKeyView[] | undefined, Failure>>
  /** A key that `findCards` listed last; main asks for the PIN. */
  connectCard(request: {
    readonly slot: number
    readonly key: string | null
    readonly padding: 'pkcs1' | 'pss'
  }): Promise<Result<PeopleView | undefined, Failure>>
  changePassphrase(request: { readonly id: string }): Promise<Result<PeopleView | undefined, Failure>>
  /** Who is asked for from now on; a session of somebody else is closed first. */
  chooseSigner(request: { readonly id: string }): Promise<Result<PeopleView | undefined, Failure>>
  removeIdentity(request: { readonly id: string }): Promise<Result<PeopleView | undefined, Failure>>
  /** Closes the session: checkpoint written, key let go. */
  lock(): Promise<PeopleView>
  setAutoLock(request: { readonly minutes: number }): Promise<PeopleView>
  /** The first steps were gone or skipped. */
  endWelcome(): Promise<PeopleView>
}
