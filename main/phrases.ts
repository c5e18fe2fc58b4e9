import i18next, { type i18n } from 'i18next'
import de from '../resources/locales/de.json' with { type: 'json' }
import en from '../resources/locales/en.json' with { type: 'json' }
import type { Failure } from './core/failure.ts'

export type Language = 'de' | 'en'

/** The sentence for a key, with facts put in. The only prose main knows. */
export type Phrases = (key: string, facts?: Readonly<Record<string, unknown>>) => string

const texts: i18n = i18next.createInstance()

// Resources are compiled in, so nothing is loaded and the promise is already kept when this returns.
await texts.init({
  resources: { de: { translation: de }, en: { translation: en } },
  fallbackLng: false,
  lng: 'en',
  returnNull: false,
  interpolation: { escapeValue: false },
})

export function phrasesIn(language: Language): Phrases {
  const translate = texts.getFixedT(language)
  return (key, facts) => translate(key, facts ?? {})
}

/** Three sentences for a failure: what, what it means for the evidence, what to do. */
export function failureText(phrases: Phrases, failure: Failure): string {
  return ['title', 'evidence', 'remedy']
    .map((part) => phrases(`failure.${failure.code}.${part}`, failure))
    .join(' ')
}

/** The language of a system locale; English where it is neither. */
export function languageOf(locale: string): Language {
  return locale.toLowerCase().startsWith('de') ? 'de' : 'en'
}
