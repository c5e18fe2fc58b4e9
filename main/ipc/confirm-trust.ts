import type { Failure } from '../core/failure.ts'
import type { Language } from '../core/language.ts'
import { fail, ok, type Result } from '../core/result.ts'
import { timeText } from '../crypto/certificate.ts'
import type { AcceptedList } from '../trust/accept-lists.ts'
import { authoritiesOf, issuerOf } from '../trust/accept-lists.ts'
import { acceptTrust, isFingerprintOf, type TrustProof } from '../trust/accept-trust.ts'
import { confirmationBytes } from '../trust/confirming-person.ts'
import type { OfferedTrust } from '../trust/import-trust.ts'
import type { TrustStore } from '../trust/trust-store.ts'
import type { Question } from '../../preload/contract/confirmation.ts'
import { askInOwnWindow } from './confirm-window.ts'
import type { Desk } from './desk.ts'
import { unlockIdentity } from './unlock.ts'

const cancelled = fail({ code: 'trust.cancelled' as const })

/**
 * Shows in main's own window what is offered, with its digest, and asks for what makes it count: two persons' keys
 * when wanted, a yes where its root is trusted already, else the digits from paper.
 */
export async function askForProof(
  desk: Desk,
  language: Language,
  offered: OfferedTrust,
  twoPersons: boolean,
  now: Date,
): Promise<Result<TrustProof, Failure>> {
  if (twoPersons) return askTwoPersons(desk, language, offered, now)
  if (offered.store.root === null) return askForDigits(desk, language, offered)
  // Decided before anybody is asked: a file of another root is not a matter of saying yes.
  const decided = acceptTrust(offered.offer, { way: 'root' }, offered.store, now)
  if (!decided.ok) return decided
  const answer = await ask(desk, language, offered, { body: 'dialog.trust.byRoot' })
  return answer ? ok({ way: 'root' }) : cancelled
}

async function askForDigits(
  desk: Desk,
  language: Language,
  offered: OfferedTrust,
): Promise<Result<TrustProof, Failure>> {
  for (let tries = 0; tries < 5; tries++) {
    const answer = await ask(desk, language, offered, {
      body: 'dialog.trust.byPaper',
      field: 'dialog.trust.digits',
      ...(tries === 0 ? {} : { notice: 'dialog.trust.wrongDigits' }),
    })
    if (!answer) return cancelled
    const digits = answer.passphrase
    if (isFingerprintOf(offered.root, digits)) return ok({ way: 'fingerprint', digits })
  }
  return fail({ code: 'trust.fingerprintWrong', name: offered.offer.name })
}

async function askTwoPersons(
  desk: Desk,
  language: Language,
  offered: OfferedTrust,
  now: Date,
): Promise<Result<TrustProof, Failure>> {
  const { offer, root } = offered
  const statement = confirmationBytes(offer.sha256, offer.version, root.sha256)
  const confirmations: Uint8Array[] = []
  for (const person of ['dialog.trust.firstPerson', 'dialog.trust.secondPerson'] as const) {
    if (!(await ask(desk, language, offered, { body: person }))) return cancelled
    const identity = await unlockIdentity(desk, language)
    if (!identity.ok) return identity
    if (identity.value.sample) return fail({ code: 'key.sampleOnly' })
    confirmations.push(await identity.value.signCms(statement, now))
  }
  return ok({ way: 'twoPersons', confirmations })
}

interface Wording {
  readonly body: string
  readonly field?: string
  readonly notice?: string
}

/** The same facts whoever is asked; all of them come from main's own reading of the file. */
function ask(desk: Desk, language: Language, { offer, signer, root, store }: OfferedTrust, wording: Wording) {
  const phrases = desk.phrasesIn(language)
  const none = phrases('dialog.trust.none')
  const question: Question = {
    language,
    title: phrases('dialog.trust.title'),
    body: phrases(wording.body),
    notice: wording.notice === undefined ? null : phrases(wording.notice),
    facts: [
      [phrases('dialog.trust.version'), `${store.trust.version ?? none} → ${offer.version}`],
      [phrases('dialog.trust.digest'), grouped(offer.sha256)],
      [phrases('dialog.trust.signer'), signer.subject],
      // The end of its digest is what the paper says: it is not shown where it has to be typed.
      ...(wording.field === undefined
        ? [[phrases('dialog.trust.root'), `${root.facts.subject}\n${grouped(root.sha256)}`] as const]
        : [[phrases('dialog.trust.root'), root.facts.subject] as const]),
      [
        phrases('dialog.trust.anchors'),
        offer.stated.anchors
          .map(({ certificate, roles }) => {
            const words = roles.map((role) => phrases(`state.role.${role}`)).join(', ')
            return `${certificate.facts.subject} (${words})`
          })
          .join('\n'),
      ],
      [phrases('dialog.trust.policy'), offer.stated.policy.title],
    ],
    passphraseLabel: wording.field === undefined ? null : phrases(wording.field),
    plain: true,
    accept: phrases('dialog.trust.accept'),
    cancel: phrases('dialog.cancel'),
  }
  return askInOwnWindow(desk.places, desk.window(), question)
}

/** Asks whether lists of authorities that are trusted may be added. */
export async function confirmLists(
  desk: Desk,
  language: Language,
  lists: readonly AcceptedList[],
  store: TrustStore,
): Promise<Result<null, Failure>> {
  const phrases = desk.phrasesIn(language)
  const facts = lists.flatMap(({ crl }): (readonly [string, string])[] => [
    [phrases('dialog.trust.listIssuer'), issuerOf(crl, authoritiesOf(store))?.facts.subject ?? ''],
    [phrases('dialog.trust.listFrom'), timeText(crl.thisUpdate)],
    [
      phrases('dialog.trust.listUntil'),
      crl.nextUpdate === null ? phrases('dialog.trust.none') : timeText(crl.nextUpdate),
    ],
    [phrases('dialog.trust.digest'), grouped(crl.sha256)],
  ])
  const answer = await askInOwnWindow(desk.places, desk.window(), {
    language,
    title: phrases('dialog.trust.listTitle'),
    body: phrases('dialog.trust.listBody'),
    notice: null,
    facts,
    passphraseLabel: null,
    accept: phrases('dialog.trust.accept'),
    cancel: phrases('dialog.cancel'),
  })
  return answer ? ok(null) : cancelled
}

function grouped(hex: string): string {
  return hex.replace(/(.{8})(?=.)/g, '$1 ')
}
