import { useEffect, useState } from 'react'
import type { FrameTable } from '../../../main/core/clip/frame-table.ts'
import type { Failure } from '../../../main/core/failure.ts'
import type { Workstation } from '../../../preload/contract/workstation.ts'

/** The frame table of a clip on its way from main. */
export type TableState =
  | { readonly state: 'reading' }
  | { readonly state: 'ready'; readonly clip: number; readonly table: FrameTable }
  | { readonly state: 'failed'; readonly failure: Failure }

/** Main builds each table once, so asking again for a clip costs nothing there. */
export function useFrameTable(workstation: Workstation, clip: number): TableState {
  const [answer, setAnswer] = useState<{ readonly clip: number; readonly state: TableState }>()
  useEffect(() => {
    let wanted = true
    void workstation.frameTable({ clip }).then((result) => {
      if (!wanted) return
      const state: TableState = result.ok
        ? { state: 'ready', clip, table: result.value }
        : { state: 'failed', failure: result.failure }
      setAnswer({ clip, state })
    })
    return () => {
      wanted = false
    }
  }, [workstation, clip])
  return answer?.clip === clip ? answer.state : { state: 'reading' }
}
