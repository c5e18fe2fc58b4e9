import type { Failure } from '../main/core/failure.ts'
import type { JudgedView } from '../preload/contract/verify.ts'
import type { CaseView, StartView } from '../preload/contract/workstation.ts'

/** What lies on the desk. Main closes what was open before it opens anything else, so a refusal leaves the desk empty. */
export type Session =
  | { readonly state: 'empty' }
  | { readonly state: 'opening'; readonly name: string }
  | { readonly state: 'open'; readonly view: CaseView }
  | { readonly state: 'judged'; readonly judged: JudgedView; readonly before: CaseView | undefined }
  | { readonly state: 'refused'; readonly failure: Failure; readonly path: string | undefined }

export type SessionEvent =
  | { readonly type: 'opening'; readonly name: string }
  | { readonly type: 'opened'; readonly view: CaseView }
  | { readonly type: 'changed'; readonly view: CaseView }
  | { readonly type: 'judged'; readonly judged: JudgedView }
  | { readonly type: 'refused'; readonly failure: Failure; readonly path?: string }
  | { readonly type: 'gone'; readonly failure: Failure }
  | { readonly type: 'closed' }
  | { readonly type: 'back' }

export function sessionAtStart(start: StartView): Session {
  if (start.failure !== null) return { state: 'refused', failure: start.failure, path: undefined }
  return start.open === null ? { state: 'empty' } : { state: 'open', view: start.open }
}

export function nextSession(session: Session, event: SessionEvent): Session {
  switch (event.type) {
    case 'opening':
      return { state: 'opening', name: event.name }
    case 'opened':
      return { state: 'open', view: event.view }
    case 'changed':
      // Late news of a case that is not on the desk must not throw away what is.
      if (session.state === 'open') return { state: 'open', view: event.view }
      return session.state === 'judged' && session.before ? { ...session, before: event.view } : session
    case 'judged':
      return { state: 'judged', judged: event.judged, before: caseOf(session) }
    case 'refused':
      return { state: 'refused', failure: event.failure, path: event.path }
    case 'gone':
      return { state: 'refused', failure: event.failure, path: undefined }
    case 'closed':
      return { state: 'empty' }
    case 'back': {
      const before = caseOf(session)
      return before ? { state: 'open', view: before } : { state: 'empty' }
    }
  }
}

/** Judging another file leaves the open case open. */
function caseOf(session: Session): CaseView | undefined {
  if (session.state === 'open') return session.view
  return session.state === 'judged' ? session.before : undefined
}
