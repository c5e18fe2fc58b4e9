import { createContext, useContext } from 'react'
import type { ChapterId } from './manual-text.ts'

/** Opens the manual at a chapter, over whatever stands there. */
export type OpenManual = (chapter: ChapterId) => void

export const ManualDesk = createContext<OpenManual>(() => undefined)

export function useManual(): OpenManual {
  return useContext(ManualDesk)
}
