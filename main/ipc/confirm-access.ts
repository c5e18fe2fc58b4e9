import type { Failure } from '../core/failure.ts'
import type { Language } from '../core/language.ts'
import { askInOwnWindow } from './confirm-window.ts'
import type { Desk } from './desk.ts'
import type { OpenCase } from './open-case.ts'

/** Asks before accesses past their period are erased for good; the erasing is signed into the log. */
export async function confirmErasure(
  desk: Desk,
  open: OpenCase,
  due: number,
  language: Language,
): Promise<boolean> {
  const phrases = desk.phrasesIn(language)
  const answer = await askInOwnWindow(desk.places, desk.window(), {
    language,
    title: phrases('dialog.eraseAccess.title'),
    body: phrases('dialog.eraseAccess.body'),
    notice: null,
    facts: [
      [phrases('dialog.eraseAccess.case'), open.name],
      [phrases('dialog.eraseAccess.entries'), String(due)],
      [phrases('dialog.eraseAccess.ground'), 'BDSG § 76 (4)'],
    ],
    passphraseLabel: null,
    accept: phrases('dialog.eraseAccess.accept'),
    cancel: phrases('dialog.cancel'),
  })
  return answer !== undefined
}

/** Asks whether an access log that has lost its end shall go on: the loss is signed into it for good. */
export async function confirmAccessLoss(desk: Desk, loss: Failure, language: Language): Promise<boolean> {
  const phrases = desk.phrasesIn(language)
  const answer = await askInOwnWindow(desk.places, desk.window(), {
    language,
    title: phrases('dialog.continueAccess.title'),
    body: phrases('dialog.continueAccess.body'),
    notice: null,
    facts: [[phrases('dialog.continueLedger.loss'), phrases(`failure.${loss.code}.title`, loss)]],
    passphraseLabel: null,
    accept: phrases('dialog.continueLedger.accept'),
    cancel: phrases('dialog.cancel'),
  })
  return answer !== undefined
}
