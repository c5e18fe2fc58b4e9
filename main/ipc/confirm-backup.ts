import type { Language } from '../core/language.ts'
import { askInOwnWindow } from './confirm-window.ts'
import type { Desk } from './desk.ts'
import type { BackupFacts } from './restore.ts'

/** Asks before a whole case leaves the workstation: what goes along, where to, and who seals it. */
export async function confirmBackup(
  desk: Desk,
  language: Language,
  asked: {
    readonly name: string
    readonly path: string
    readonly personal: boolean
    readonly signer: string
  },
): Promise<boolean> {
  const phrases = desk.phrasesIn(language)
  const answer = await askInOwnWindow(desk.places, desk.window(), {
    language,
    title: phrases('custody.confirm.backup.title'),
    body: phrases('custody.confirm.backup.body'),
    notice: null,
    facts: [
      [phrases('custody.confirm.case'), asked.name],
      [phrases('custody.confirm.to'), asked.path],
      [
        phrases('custody.confirm.personal'),
        phrases(asked.personal ? 'custody.confirm.along' : 'custody.confirm.stays'),
      ],
      [phrases('custody.confirm.sealedBy'), asked.signer],
    ],
    passphraseLabel: null,
    accept: phrases('custody.confirm.backup.accept'),
    cancel: phrases('dialog.cancel'),
  })
  return answer !== undefined
}

/** Asks before a restored case counts on this workstation. */
export async function confirmRestore(
  desk: Desk,
  language: Language,
  backup: BackupFacts & { readonly path: string },
): Promise<boolean> {
  const phrases = desk.phrasesIn(language)
  const answer = await askInOwnWindow(desk.places, desk.window(), {
    language,
    title: phrases('custody.confirm.restore.title'),
    body: phrases(`custody.confirm.restore.${backup.replaces ? 'replaces' : 'body'}`),
    notice: null,
    facts: [
      [phrases('custody.confirm.case'), backup.name],
      [phrases('custody.confirm.savedAt'), backup.at],
      [phrases('custody.confirm.sealedBy'), backup.sealedBy],
      [phrases('custody.confirm.entries'), String(backup.entries)],
      [phrases('custody.confirm.accesses'), String(backup.accesses)],
    ],
    passphraseLabel: null,
    accept: phrases('custody.confirm.restore.accept'),
    cancel: phrases('dialog.cancel'),
  })
  return answer !== undefined
}
