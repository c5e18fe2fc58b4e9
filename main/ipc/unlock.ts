import type { Language } from '../core/language.ts'
import { basename, join } from 'node:path'
import { dialog } from 'electron'
import type { Failure } from '../core/failure.ts'
import { fail, ok, type Result } from '../core/result.ts'
import type { SigningIdentity } from '../core/signing.ts'
import { openPkcs12 } from '../crypto/key-file.ts'
import { readSmallFile } from '../disk/read-folder.ts'
import { identityFrom } from '../cli/seal.ts'
import type { Phrases } from '../phrases.ts'
import type { Places } from '../places.ts'
import { askInOwnWindow } from './confirm-window.ts'
import type { Judging } from '../judge.ts'
import type { Desk } from './desk.ts'

/** Asks for a key file and, in main's own window, for its passphrase, until it opens or the user gives up. */
export async function unlockIdentity(
  desk: Desk,
  language: Language,
): Promise<Result<SigningIdentity, Failure>> {
  const phrases = desk.phrasesIn(language)
  const path = await chooseKeyFile(desk, phrases)
  if (path === undefined) return fail({ code: 'key.cancelled' })
  const key = await readSmallFile(path, 1 << 20)
  if (!key.ok) return key
  for (let tries = 0; ; tries++) {
    const answer = await askInOwnWindow(desk.places, desk.window(), {
      language,
      title: phrases('dialog.unlock.title'),
      body: phrases('dialog.unlock.body'),
      notice: tries === 0 ? null : phrases('failure.key.wrongPassphrase.title'),
      facts: [[phrases('dialog.unlock.keyFile'), basename(path)]],
      passphraseLabel: phrases('dialog.unlock.passphrase'),
      accept: phrases('dialog.unlock.accept'),
      cancel: phrases('dialog.cancel'),
    })
    if (!answer) return fail({ code: 'key.cancelled' })
    const identity = openPkcs12(key.value, answer.passphrase)
    if (identity.ok) return ok(withSampleMark(identity.value, desk.judging))
    if (identity.failure.code !== 'key.wrongPassphrase') return identity
  }
}

async function chooseKeyFile(desk: Desk, phrases: Phrases): Promise<string | undefined> {
  const options: Electron.OpenDialogOptions = {
    title: phrases('dialog.chooseKey.title'),
    filters: [{ name: phrases('dialog.chooseKey.kind'), extensions: ['p12', 'pfx'] }],
    properties: ['openFile'],
  }
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
  const { anchors } = judging.sampleTrust.trust
  const sample = anchors.some(({ certificate }) => certificate.facts.subject === identity.facts.issuer)
  return { ...identity, sample: identity.sample || sample }
}
