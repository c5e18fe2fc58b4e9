import i18next, { type i18n, type ResourceKey } from 'i18next'
import type { Failure } from './core/failure.ts'
import type { Language } from './core/language.ts'

/** Every file of phrases is compiled in under its tag: a further language is one further file, and no line here. */
const files = import.meta.glob<ResourceKey>('../resources/locales/*.json', { eager: true, import: 'default' })
const resources = Object.fromEntries(
  Object.entries(files).map(([path, translation]) => [tagOf(path), { translation }]),
)

/** The languages that this build speaks. */
export const languages: readonly Language[] = Object.keys(resources)

/** The sentence for a key, with facts put in. The only prose main knows. */
export type Phrases = (key: string, facts?: Readonly<Record<string, unknown>>) => string

const texts: i18n = i18next.createInstance()

// Resources are compiled in, so nothing is loaded and the promise is already kept when this returns.
await texts.init({
  resources,
  fallbackLng: 'en',
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

/** The language of a system locale; English where none of ours is spoken there. */
export function languageOf(locale: string): Language {
  const spoken = locale.toLowerCase()
  return languages.find((tag) => spoken === tag || spoken.startsWith(`${tag}-`)) ?? 'en'
}

function tagOf(path: string): Language {
  return path.slice(path.lastIndexOf('/') + 1, -'.json'.length)
}
