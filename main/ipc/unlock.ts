import { basename, join } from 'node:path'
import { dialog } from 'electron'
import { identityFrom } from '../cli/identity-from.ts'
import type { Failure } from '../core/failure.ts'
import type { Language } from '../core/language.ts'
import type { IdentityFacts } from '../core/people/identity-facts.ts'
import { fail, ok, type Result } from '../core/result.ts'
import type { SigningIdentity } from '../core/signing.ts'
import { openPkcs12 } from '../crypto/key-file.ts'
import { readPeopleSettings } from '../disk/people-settings.ts'
import { readSmallFile } from '../disk/read-folder.ts'
import type { Judging } from '../judge.ts'
import { People } from '../keys/people.ts'
import type { Phrases } from '../phrases.ts'
import type { Places } from '../places.ts'
import { askPassphrase, askPin, type Asking, type UnlockWording } from './ask-secrets.ts'
import { askInOwnWindow } from './confirm-window.ts'
import type { Desk } from './desk.ts'
import { tokenAccess } from './token-access.ts'

/** Where there are identities: who signs, and the secret, in main's own window. Else a key file from a dialog. */
export async function unlockIdentity(
  desk: Desk,
  language: Language,
  { wanted, wording }: { readonly wanted?: string; readonly wording?: UnlockWording } = {},
): Promise<Result<SigningIdentity, Failure>> {
  const asking = { desk, language, ...(wording ? { wording } : {}) }
  const people = new People(desk.home)
  const identities = (await people.list()).filter(({ certificate }) => certificate !== null)
  if (identities.length === 0 && !wording) return unlockFile(asking)
  const chosen = wanted ?? (await readPeopleSettings(desk.home)).chosen
  return unlockOneOf(asking, people, identities, chosen ?? identities[0]?.id ?? '')
}

/** Whether a key with a certificate was made, imported or connected on this workstation. */
export async function canAnybodySign(desk: Desk): Promise<boolean> {
  return (await new People(desk.home).list()).some(({ certificate }) => certificate !== null)
}

const otherFile = 'file'

async function unlockOneOf(
  asking: Asking,
  people: People,
  identities: readonly IdentityFacts[],
  first: string,
): Promise<Result<SigningIdentity, Failure>> {
  let [chosen, failure]: [string, Failure | undefined] = [first, undefined]
  for (;;) {
    const answer = await askWho(asking, identities, chosen, failure)
    if (!answer) return fail({ code: 'key.cancelled' })
    chosen = answer.choice ?? ''
    if (chosen === otherFile) return unlockFile(asking)
    const identity = identities.find(({ id }) => id === chosen)
    if (!identity) return fail({ code: 'key.lost', name: chosen })
    const opened =
      identity.kind === 'token'
        ? await unlockToken(asking, people, identity)
        : await people.open(identity.id, answer.passphrase)
    if (opened.ok) return ok(withSampleMark(opened.value, asking.desk.judging))
    if (opened.failure.code !== 'key.wrongPassphrase') return opened
    failure = opened.failure
  }
}

function askWho(
  { desk, language, wording }: Asking,
  identities: readonly IdentityFacts[],
  chosen: string,
  failure: Failure | undefined,
) {
  const phrases = desk.phrasesIn(language)
  const options = identities.map((identity) => ({
    value: identity.id,
    text: phrases(identity.token === null ? 'dialog.unlock.person' : 'dialog.unlock.personOnCard', {
      ...identity,
    }),
    passphraseLabel: identity.kind === 'token' ? null : phrases('dialog.unlock.passphrase'),
    warning: warningOf(identity, phrases),
  }))
  const other = {
    value: otherFile,
    text: phrases('dialog.unlock.otherFile'),
    passphraseLabel: null,
    warning: null,
  }
  return askInOwnWindow(desk.places, desk.window(), {
    language,
    title: wording?.title ?? phrases('dialog.unlock.title'),
    body: wording?.body ?? phrases('dialog.unlock.body'),
    notice: failure ? phrases(`failure.${failure.code}.title`) : null,
    facts: wording?.facts ?? [],
    passphraseLabel: phrases('dialog.unlock.passphrase'),
    choice: {
      label: wording?.who ?? phrases('dialog.unlock.who'),
      chosen: options.some(({ value }) => value === chosen) ? chosen : (options[0]?.value ?? otherFile),
      options: [...options, other],
    },
    accept: wording?.accept ?? phrases('dialog.unlock.accept'),
    cancel: phrases('dialog.cancel'),
  })
}

/** Told before anything is signed: what an expired certificate signs is not accepted by those who judge it. */
function warningOf({ state, certificate }: IdentityFacts, phrases: Phrases): string | null {
  if (state === 'valid' || state === 'noCertificate') return null
  return phrases(`dialog.unlock.${state}`, { from: certificate?.notBefore, until: certificate?.notAfter })
}

async function unlockToken(
  asking: Asking,
  people: People,
  { id }: IdentityFacts,
): Promise<Result<SigningIdentity, Failure>> {
  let failure: Failure | undefined
  for (;;) {
    const before = failure
    const opened = await people.openToken(id, {
      access: tokenAccess(asking.desk.places),
      askPin: (token) => askPin(asking, token, before),
    })
    if (opened.ok || opened.failure.code !== 'token.wrongPin') return opened
    failure = opened.failure
  }
}

/** A PKCS#12 file from wherever it lies: nothing of it is kept. */
async function unlockFile(asking: Asking): Promise<Result<SigningIdentity, Failure>> {
  const phrases = asking.desk.phrasesIn(asking.language)
  const path = await chooseKeyFile(asking.desk, phrases)
  if (path === undefined) return fail({ code: 'key.cancelled' })
  const key = await readSmallFile(path, 1 << 20)
  if (!key.ok) return key
  let failure: Failure | undefined
  for (;;) {
    const passphrase = await askPassphrase(
      asking,
      [phrases('dialog.unlock.keyFile'), basename(path)],
      failure,
    )
    if (passphrase === undefined) return fail({ code: 'key.cancelled' })
    const identity = openPkcs12(key.value, passphrase, { name: basename(path) })
    if (identity.ok) return ok(withSampleMark(identity.value, asking.desk.judging))
    if (identity.failure.code !== 'key.wrongPassphrase') return identity
    failure = identity.failure
  }
}

/** Path of a PKCS#12 file that the person chose in the system's dialog. */
export function chooseKeyFile(desk: Desk, phrases: Phrases): Promise<string | undefined> {
  return chooseFile(desk, {
    title: phrases('dialog.chooseKey.title'),
    filters: [{ name: phrases('dialog.chooseKey.kind'), extensions: ['p12', 'pfx'] }],
    properties: ['openFile'],
  })
}

export async function chooseFile(
  desk: Desk,
  options: Electron.OpenDialogOptions,
): Promise<string | undefined> {
  const window = desk.window()
  const chosen = await (window ? dialog.showOpenDialog(window, options) : dialog.showOpenDialog(options))
  return chosen.filePaths[0]
}

/** The identity that ships with the sample case, for trying out; undefined where the sample was removed. */
export async function openSampleIdentity(places: Places): Promise<SigningIdentity | undefined> {
  const key = join(places.sample, 'reviewer.p12')
  const identity = await identityFrom(key, join(places.sample, 'reviewer.pass'), { sample: true })
  return identity.ok ? identity.value : undefined
}

/** Whoever got a certificate from the sample CA signs for trying out, by whatever way the key came in. */
export function withSampleMark(identity: SigningIdentity, judging: Judging): SigningIdentity {
  return { ...identity, sample: identity.sample || isSample(identity.facts.issuer, judging) }
}

/** Whether a certificate of that issuer is under the sample's authority. */
export function isSample(issuer: string, judging: Judging): boolean {
  return judging.sampleTrust.trust.anchors.some(({ certificate }) => certificate.facts.subject === issuer)
}
