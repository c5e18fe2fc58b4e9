import { useEffect, useRef, useState } from 'react'
import type { Failure } from '../../../main/core/failure.ts'
import type { Result } from '../../../main/core/result.ts'
import type { PeopleView } from '../../../preload/contract/people.ts'
import type { Bridge } from '../../../preload/contract/workstation.ts'

/** The people of this workstation, and acts on them one at a time. */
export interface PeopleModel {
  readonly view: PeopleView | undefined
  readonly failure: Failure | undefined
  /**
   * Whether the act came to its end; cancelled and failed acts change nothing, and while main asks or works no second
   * one is begun. Buttons stay enabled meanwhile: a disabled one would drop the focus of who works by keyboard.
   */
  readonly act: (doing: () => Promise<Result<PeopleView | undefined, Failure>>) => Promise<boolean>
  readonly take: (view: Promise<PeopleView>) => void
  readonly tell: (failure: Failure | undefined) => void
}

export function usePeople(workstation: Bridge): PeopleModel {
  const [view, setView] = useState<PeopleView>()
  const [failure, tell] = useState<Failure>()
  const busy = useRef(false)
  useEffect(() => {
    const look = (): void => void workstation.people().then(setView)
    look()
    // The session may lock itself while this is shown.
    return workstation.on('caseChanged', look)
  }, [workstation])
  return {
    view,
    failure,
    tell,
    take: (promise) => void promise.then(setView),
    async act(doing) {
      if (busy.current) return false
      busy.current = true
      tell(undefined)
      try {
        const done = await doing()
        if (!done.ok) tell(done.failure)
        else if (done.value) setView(done.value)
        return done.ok && done.value !== undefined
      } finally {
        busy.current = false
      }
    },
  }
}
