import type { CaseView, Language } from '../../preload/contract/workstation.ts'
import type { ReportRequest } from '../../preload/contract/report.ts'
import { askInOwnWindow } from './confirm-window.ts'
import type { Desk } from './desk.ts'

/**
 * Shows what is about to be signed, in main's own words and window: the review window cannot reach it,
 * so a taken-over page cannot sign a report by itself.
 */
export async function confirmReport(
  desk: Desk,
  view: CaseView,
  language: Language,
  request: ReportRequest,
): Promise<boolean> {
  const phrases = desk.phrasesIn(language)
  const answer = await askInOwnWindow(desk.places, desk.window(), {
    language,
    title: phrases('dialog.sign.title'),
    body: phrases('dialog.sign.body'),
    notice: null,
    facts: [
      [phrases('dialog.sign.fileNumber'), view.bundle.case?.case.fileNumber ?? ''],
      [phrases('dialog.sign.bundle'), view.bundle.manifestSha256],
      [phrases('dialog.sign.entries'), request.entries.join(', ')],
      [phrases('dialog.sign.recipients'), request.recipients.join(', ')],
      [phrases('dialog.sign.ledger'), view.ledger?.head ?? ''],
      [phrases('dialog.sign.signer'), view.reviewer?.certificate.subject ?? ''],
    ],
    passphraseLabel: null,
    accept: phrases('dialog.sign.accept'),
    cancel: phrases('dialog.cancel'),
  })
  return answer !== undefined
}
