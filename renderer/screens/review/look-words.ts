import type { PictureProcessing } from '../../../main/core/picture/processing.ts'
import { changesOf, type Look } from '../../player/look/look.ts'
import type { Phrases } from '../../phrases.ts'

/** Each change of the view in words, with its value; empty for the original. */
export function lookWords(t: Phrases, look: Look, language: string): readonly string[] {
  const number = new Intl.NumberFormat(language, { maximumFractionDigits: 2 })
  const signed = new Intl.NumberFormat(language, { signDisplay: 'exceptZero' })
  const { processing } = look
  return changesOf(look).map((change) => {
    switch (change) {
      case 'zoom':
        return t('window.look.changed.zoom', { zoom: number.format(look.zoom) })
      case 'turn':
        return t('window.look.changed.turn', { turn: look.turn })
      case 'brightness':
      case 'contrast':
        return t(`window.look.changed.${change}`, { value: signed.format(processing[change]) })
      case 'gamma':
        return t('window.look.changed.gamma', { value: number.format(processing.gamma / 100) })
      case 'channel':
        return t(`window.look.channel.${processing.channel}`)
      case 'field':
        return t(`window.look.field.${processing.field}`)
      case 'invert':
      case 'difference':
        return t(`window.look.changed.${change}` satisfies `window.look.changed.${keyof PictureProcessing}`)
    }
  })
}
