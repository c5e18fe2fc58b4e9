import i18next, { type ParseKeys, type TFunction } from 'i18next'
import { initReactI18next } from 'react-i18next'
import type { Language } from '../preload/contract/workstation.ts'
import de from '../resources/locales/de.json'
import en from '../resources/locales/en.json'
import { bytesText, frameText, localTime } from './figures.ts'

declare module 'i18next' {
  interface CustomTypeOptions {
    resources: { translation: typeof de }
  }
}

export type PhraseKey = ParseKeys
export type Phrases = TFunction
export type Facts = Readonly<Record<string, string | number>>

/** Loads both languages; they are part of the program, so nothing can be missing at run time. */
export async function startPhrases(language: Language): Promise<void> {
  await i18next.use(initReactI18next).init({
    lng: language,
    fallbackLng: 'en',
    resources: { de: { translation: de }, en: { translation: en } },
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
