import { useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'
import {
  noTexts,
  noVocabulary,
  type Office,
  type OfficeCategory,
  type TextBlock,
} from '../../../main/core/office/office.ts'
import type { Bridge } from '../../../preload/contract/workstation.ts'
import { categories, knownCategory } from './categories.ts'

type Words = Pick<Office, 'texts' | 'vocabulary'>

let held: Words = { texts: noTexts, vocabulary: noVocabulary }
const listeners = new Set<() => void>()

/** Asks for the office's words anew; all that offers or shows them follows. */
export async function loadOfficeCategories(workstation: Bridge): Promise<void> {
  const { office } = await workstation.officeFiles()
  const shipped: readonly string[] = categories
  const categoriesOfItsOwn = office.vocabulary.categories.filter(({ key }) => !shipped.includes(key))
  held = { texts: office.texts, vocabulary: { ...office.vocabulary, categories: categoriesOfItsOwn } }
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

function useOfficeWords(): Words {
  return useSyncExternalStore(subscribe, () => held)
}

/** The categories of the office's own, besides those that ship. */
export function useOfficeCategories(): readonly OfficeCategory[] {
  return useOfficeWords().vocabulary.categories
}

/** Wordings for statements; none where the office has set none. */
export function useStatementBlocks(): readonly TextBlock[] {
  return useOfficeWords().texts.statements
}

/** The office's tags; none where it has set none. */
export function useOfficeTags(): readonly string[] {
  return useOfficeWords().vocabulary.tags
}

/** A category in words: those that ship, the office's own, and "other" for a key that nobody explains. */
export function useCategoryWord(): (key: string) => string {
  const { t, i18n } = useTranslation()
  const own = useOfficeCategories()
  return (key) => {
    const words = own.find((category) => category.key === key)?.words
    return words ? (words[i18n.language] ?? words['en'] ?? key) : t(`category.${knownCategory(key)}`)
  }
}
