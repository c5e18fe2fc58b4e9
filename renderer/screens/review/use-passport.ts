import { useEffect, useState } from 'react'
import type { Failure } from '../../../main/core/failure.ts'
import type { Result } from '../../../main/core/result.ts'
import type { PassportView } from '../../../preload/contract/stage.ts'
import type { Workstation } from '../../../preload/contract/workstation.ts'

type Answer = Result<PassportView, Failure>

/** The passport of a frame, made anew when `entries` grows: what is stated of a clock changes it. */
export function usePassport(
  workstation: Workstation,
  clip: number,
  frame: number,
  entries: number,
): Answer | undefined {
  const key = `${clip}/${frame}/${entries}`
  const [answer, setAnswer] = useState<{ readonly key: string; readonly result: Answer }>()
  useEffect(() => {
    let wanted = true
    void workstation.framePassport({ clip, frame }).then((result) => {
      if (wanted) setAnswer({ key, result })
    })
    return () => {
      wanted = false
    }
  }, [workstation, clip, frame, key])
  return answer?.key === key ? answer.result : undefined
}
