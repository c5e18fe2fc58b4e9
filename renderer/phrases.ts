import i18next, { type ParseKeys, type ResourceKey, type TFunction } from 'i18next'
import { initReactI18next } from 'react-i18next'
import type { Language } from '../preload/contract/workstation.ts'
import type de from '../resources/locales/de.json'
import { bytesText, frameText, localTime } from './figures.ts'

declare module 'i18next' {
  interface CustomTypeOptions {
    resources: { translation: typeof de }
  }
}

export type PhraseKey = ParseKeys
export type Phrases = TFunction
export type Facts = Readonly<Record<string, string | number>>

/** Every file of phrases under its tag: a further language is one further file, and no line here. */
const files = import.meta.glob<ResourceKey>('../resources/locales/*.json', { eager: true, import: 'default' })
const resources = Object.fromEntries(
  Object.entries(files).map(([path, translation]) => [
    path.slice(path.lastIndexOf('/') + 1, -'.json'.length),
    { translation },
  ]),
)

/** The languages of this build, each with the name that its own speakers give it. */
export function languageNames(): readonly { readonly tag: Language; readonly name: string }[] {
  return Object.keys(resources).map((tag) => ({ tag, name: i18next.getFixedT(tag)('language.name') }))
}

/** Loads every language; they are part of the program, so nothing can be missing at run time. */
export async function startPhrases(language: Language): Promise<void> {
  await i18next.use(initReactI18next).init({
    lng: language,
    fallbackLng: 'en',
    resources,
    interpolation: { escapeValue: false },
    returnNull: false,
  })
  i18next.services.formatter?.add('frame', (value) => frameText(Number(value)))
  i18next.services.formatter?.add('bytes', (value, lng) => bytesText(Number(value), lng ?? language))
  i18next.services.formatter?.add('time', (value, lng) => localTime(String(value), lng ?? language))
  markDocument(language)
}

export async function speak(language: Language): Promise<void> {
  await i18next.changeLanguage(language)
  markDocument(language)
}

function markDocument(language: Language): void {
  document.documentElement.lang = language
}

/** A code that comes from below has a phrase, or it is shown as it is: a code is better than silence. */
export function phraseOf(t: Phrases, key: string, facts: Facts = {}): string {
  return isPhrase(key, facts) ? t(key, facts) : key.slice(key.lastIndexOf('.') + 1)
}

/** Whether there are words for a key; a count chooses among plural forms. */
export function isPhrase(key: string, facts: Facts = {}): key is PhraseKey {
  return i18next.exists(key, facts)
}
