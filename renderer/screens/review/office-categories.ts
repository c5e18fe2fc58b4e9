import { useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'
import type { OfficeCategory } from '../../../main/core/office/office.ts'
import type { Bridge } from '../../../preload/contract/workstation.ts'
import { categories, knownCategory } from './categories.ts'

const none: readonly OfficeCategory[] = []
let held: readonly OfficeCategory[] = none
const listeners = new Set<() => void>()

/** Asks for the office's vocabulary anew; all that shows categories follows. */
export async function loadOfficeCategories(workstation: Bridge): Promise<void> {
  const { office } = await workstation.officeFiles()
  const shipped: readonly string[] = categories
  held = office.vocabulary.categories.filter(({ key }) => !shipped.includes(key))
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** The categories of the office's own, besides those that ship. */
export function useOfficeCategories(): readonly OfficeCategory[] {
  return useSyncExternalStore(subscribe, () => held)
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
