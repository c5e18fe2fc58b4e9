import type { Language } from '../core/language.ts'
import { askInOwnWindow } from './confirm-window.ts'
import type { Desk } from './desk.ts'

/** Shows what is about to be countersigned in main's own window, which the review window cannot reach. */
export async function confirmCountersignature(
  desk: Desk,
  language: Language,
  order: {
    readonly chain: string
    readonly entry: number | null
    readonly assent: boolean
    readonly text: string
    readonly root: string
    readonly signer: string
  },
): Promise<boolean> {
  const phrases = desk.phrasesIn(language)
  const answer = await askInOwnWindow(desk.places, desk.window(), {
    language,
    title: phrases('exchange.confirm.title'),
    body: phrases(order.assent ? 'exchange.confirm.assent' : 'exchange.confirm.dissent'),
    notice: null,
    facts: [
      [phrases('exchange.confirm.chain'), order.chain],
      [phrases('exchange.confirm.root'), order.root],
      [
        phrases('exchange.confirm.entry'),
        order.entry === null ? phrases('exchange.confirm.whole') : `${order.entry}`,
      ],
      [phrases('exchange.confirm.text'), order.text],
      [phrases('exchange.confirm.signer'), order.signer],
    ],
    passphraseLabel: null,
    accept: phrases('exchange.confirm.accept'),
    cancel: phrases('dialog.cancel'),
  })
  return answer !== undefined
}
