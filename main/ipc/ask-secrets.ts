import type { Failure } from '../core/failure.ts'
import type { Language } from '../core/language.ts'
import type { Token } from '../keys/token-messages.ts'
import type { Question } from '../../preload/contract/confirmation.ts'
import { askInOwnWindow } from './confirm-window.ts'
import type { Desk } from './desk.ts'

/** A new passphrase is a sentence, not a word: with scrypt's cost for each guess that is beyond trying. */
const leastPassphrase = 12

type Fact = readonly [string, string]

/** What a key is wanted for, where it is not for signing. */
export interface UnlockWording {
  readonly title: string
  readonly body: string
  readonly who: string
  readonly accept: string
  readonly facts: readonly Fact[]
}

/** How main asks for secrets: always in its own window, which shows no evidence and which the review page cannot reach. */
export interface Asking {
  readonly desk: Desk
  readonly language: Language
  readonly wording?: UnlockWording
}

/** The passphrase of a file; undefined when cancelled. `failure` is what the try before came to. */
export async function askPassphrase(
  { desk, language, wording }: Asking,
  fact: Fact,
  failure: Failure | undefined,
): Promise<string | undefined> {
  const phrases = desk.phrasesIn(language)
  const answer = await askInOwnWindow(desk.places, desk.window(), {
    language,
    title: wording?.title ?? phrases('dialog.unlock.title'),
    body: wording?.body ?? phrases('dialog.unlock.body'),
    notice: failure ? phrases(`failure.${failure.code}.title`, failure) : null,
    facts: [...(wording?.facts ?? []), fact],
    passphraseLabel: phrases('dialog.unlock.passphrase'),
    accept: wording?.accept ?? phrases('dialog.unlock.accept'),
    cancel: phrases('dialog.cancel'),
  })
  return answer?.passphrase
}

/** A passphrase that is to be from now on, typed twice. */
export async function askNewPassphrase({ desk, language }: Asking, fact: Fact): Promise<string | undefined> {
  const phrases = desk.phrasesIn(language)
  const question: Question = {
    language,
    title: phrases('dialog.newPassphrase.title'),
    body: phrases('dialog.newPassphrase.body'),
    notice: null,
    facts: [fact],
    passphraseLabel: phrases('dialog.newPassphrase.first'),
    repeat: {
      label: phrases('dialog.newPassphrase.second'),
      least: leastPassphrase,
      tooShort: phrases('dialog.newPassphrase.tooShort', { least: leastPassphrase }),
      differs: phrases('dialog.newPassphrase.differs'),
    },
    accept: phrases('dialog.newPassphrase.accept'),
    cancel: phrases('dialog.cancel'),
  }
  for (;;) {
    const answer = await askInOwnWindow(desk.places, desk.window(), question)
    if (!answer || [...answer.passphrase].length >= leastPassphrase) return answer?.passphrase
  }
}

/** The PIN of a card; null where the reader asks for it itself, once the person has agreed. */
export async function askPin(
  { desk, language }: Asking,
  token: Token,
  failure: Failure | undefined,
): Promise<string | null | undefined> {
  const phrases = desk.phrasesIn(language)
  const warning = token.lastTry ? phrases('dialog.pin.lastTry') : null
  const answer = await askInOwnWindow(desk.places, desk.window(), {
    language,
    title: phrases('dialog.pin.title'),
    body: phrases(token.ownPinPad ? 'dialog.pin.onReader' : 'dialog.pin.body'),
    notice: warning ?? (failure ? phrases(`failure.${failure.code}.title`, failure) : null),
    facts: [[phrases('dialog.pin.card'), token.label]],
    passphraseLabel: token.ownPinPad ? null : phrases('dialog.pin.pin'),
    accept: phrases('dialog.unlock.accept'),
    cancel: phrases('dialog.cancel'),
  })
  if (!answer) return undefined
  return token.ownPinPad ? null : answer.passphrase
}

/** A yes or no with facts. */
export async function askYes(
  { desk, language }: Asking,
  key: 'takeCertificate' | 'removeIdentity',
  facts: readonly Fact[],
  notice: string | null = null,
): Promise<boolean> {
  const phrases = desk.phrasesIn(language)
  const answer = await askInOwnWindow(desk.places, desk.window(), {
    language,
    title: phrases(`dialog.${key}.title`),
    body: phrases(`dialog.${key}.body`),
    notice,
    facts,
    passphraseLabel: null,
    accept: phrases(`dialog.${key}.accept`),
    cancel: phrases('dialog.cancel'),
  })
  return answer !== undefined
}
