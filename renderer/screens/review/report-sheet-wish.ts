import { useEffect, useState } from 'react'
import type { ReportDefaults, ReportProgress } from '../../../preload/contract/report.ts'
import type { RedactionProgress } from '../../../preload/contract/redaction.ts'
import type { Bridge, Language } from '../../../preload/contract/workstation.ts'

/** What is being put together for a report; undefined words are still the office's. */
export interface Wish {
  readonly language: Language
  /** Entries that are left out. */
  readonly left: ReadonlySet<number>
  readonly mandate?: string
  readonly purpose?: string
  /** One a line. */
  readonly recipients: string
}

/** By bundle: leaving the sheet takes no words with it. */
const kept = new Map<string, Wish>()

export function useWish(
  bundle: string,
  language: Language,
): readonly [Wish, (change: Partial<Wish>) => void] {
  const [wish, setWish] = useState<Wish>(
    () => kept.get(bundle) ?? { language, left: new Set(), recipients: '' },
  )
  const change = (next: Partial<Wish>): void => {
    const changed = { ...wish, ...next }
    kept.set(bundle, changed)
    setWish(changed)
  }
  return [wish, change]
}

/** What the office offers and what was issued so far; asked for anew whenever `when` changes. */
export function useReportDefaults(workstation: Bridge, when: unknown): ReportDefaults | undefined {
  const [defaults, setDefaults] = useState<ReportDefaults>()
  useEffect(() => {
    let current = true
    void workstation.reportDefaults().then((answer) => {
      if (current && answer.ok) setDefaults(answer.value)
    })
    return () => {
      current = false
    }
  }, [workstation, when])
  return defaults
}

/** How far a report has come, while one is made. */
export function useReportProgress(workstation: Bridge): ReportProgress | undefined {
  const [progress, setProgress] = useState<ReportProgress>()
  useEffect(() => workstation.on('reportProgress', setProgress), [workstation])
  return progress
}

/** How far a redacted copy has come, while one is made. */
export function useRedactionProgress(workstation: Bridge): RedactionProgress | undefined {
  const [progress, setProgress] = useState<RedactionProgress>()
  useEffect(() => workstation.on('redactionProgress', setProgress), [workstation])
  return progress
}
