import { useEffect, useReducer, useState } from 'react'
import type { Failure } from '../main/core/failure.ts'
import type { Result } from '../main/core/result.ts'
import type { JudgedView } from '../preload/contract/verify.ts'
import type { Bridge, CaseView, Language, RecentView, StartView } from '../preload/contract/workstation.ts'
import { speak } from './phrases.ts'
import type { Draft } from './screens/review/draft.ts'
import { nextSession, type Session, sessionAtStart } from './session.ts'

/** What the window can do with files, whatever lies on the desk. */
export interface Desk {
  readonly session: Session
  readonly recent: readonly RecentView[]
  /** What was being written, by bundle: a medium that is pulled or a case that is closed takes no words with it. */
  readonly drafts: Map<string, Draft>
  readonly choose: () => void
  readonly open: (path: string, name: string) => void
  readonly openSample: () => void
  /** Judges a file without opening it; asks which one where no path is known. */
  readonly verify: (path?: string) => void
  readonly close: () => void
  readonly back: () => void
  /** Takes the view that an act on the open case gave. */
  readonly take: (view: CaseView) => void
  readonly setLanguage: (language: Language) => void
}

export function useSession(workstation: Bridge, start: StartView): Desk {
  const [session, tell] = useReducer(nextSession, start, sessionAtStart)
  const [recent, setRecent] = useState(start.recent)
  const [drafts] = useState(() => new Map<string, Draft>())

  useEffect(() => {
    const ends = [
      workstation.on('caseChanged', (view) => tell({ type: 'changed', view })),
      workstation.on('opened', (view) => tell({ type: 'opened', view })),
      workstation.on('bundleGone', (failure) => tell({ type: 'gone', failure })),
      workstation.on('openFailed', (failure) => tell({ type: 'refused', failure })),
      workstation.on('languageChanged', (language) => void speak(language)),
    ]
    return () => ends.forEach((end) => end())
  }, [workstation])

  return {
    session,
    recent,
    drafts,
    choose: () => void chosen(),
    open: (path, name) => void opening(name, workstation.openBundle({ path }), path),
    openSample: () => void opening('', workstation.openSample()),
    verify: (path) =>
      void judged(path === undefined ? workstation.chooseToVerify() : workstation.verifyFile({ path })),
    close: () => void closed(),
    back: () => tell({ type: 'back' }),
    take: (view) => tell({ type: 'changed', view }),
    setLanguage: (language) => void workstation.setLanguage({ language }).then(speak),
  }

  async function opening(
    name: string,
    result: Promise<Result<CaseView, Failure>>,
    path?: string,
  ): Promise<void> {
    tell({ type: 'opening', name })
    const opened = await result
    if (opened.ok) tell({ type: 'opened', view: opened.value })
    else tell({ type: 'refused', failure: opened.failure, ...(path === undefined ? {} : { path }) })
  }

  /** The dialog of the system stands over the desk, which therefore stays as it is until a file is chosen. */
  async function chosen(): Promise<void> {
    const result = await workstation.chooseBundle()
    if (!result.ok) tell({ type: 'refused', failure: result.failure })
    else if (result.value) tell({ type: 'opened', view: result.value })
  }

  async function judged(result: Promise<Result<JudgedView | undefined, Failure>>): Promise<void> {
    const answer = await result
    if (!answer.ok) tell({ type: 'refused', failure: answer.failure })
    else if (answer.value) tell({ type: 'judged', judged: answer.value })
  }

  async function closed(): Promise<void> {
    await workstation.closeBundle()
    tell({ type: 'closed' })
    setRecent((await workstation.start()).recent)
  }
}
