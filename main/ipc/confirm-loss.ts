import type { LedgerFailure } from '../core/failure.ts'
import type { Language } from '../../preload/contract/workstation.ts'
import { askInOwnWindow } from './confirm-window.ts'
import type { Desk } from './desk.ts'

/** Asks whether work shall go on with a ledger that has lost its end: the answer is signed into the ledger for good. */
export async function confirmLoss(desk: Desk, loss: LedgerFailure, language: Language): Promise<boolean> {
  const phrases = desk.phrasesIn(language)
  const answer = await askInOwnWindow(desk.places, desk.window(), {
    language,
    title: phrases('dialog.continueLedger.title'),
    body: phrases('dialog.continueLedger.body'),
    notice: null,
    facts: [[phrases('dialog.continueLedger.loss'), phrases(`failure.${loss.code}.title`, loss)]],
    passphraseLabel: null,
    accept: phrases('dialog.continueLedger.accept'),
    cancel: phrases('dialog.cancel'),
  })
  return answer !== undefined
}
