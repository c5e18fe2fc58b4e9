import type { Failure } from '../main/core/failure.ts'
import type { BundleFacts } from '../main/core/seal/bundle-facts.ts'
import type { CaseView, StartView } from '../preload/contract/workstation.ts'

/** What lies on the desk. A refusal keeps what lay there before, so that "back" leads somewhere. */
export type Session =
  | { readonly state: 'empty' }
  | { readonly state: 'opening'; readonly name: string }
  | { readonly state: 'open'; readonly view: CaseView }
  | { readonly state: 'judged'; readonly facts: BundleFacts }
  | { readonly state: 'refused'; readonly failure: Failure; readonly before: CaseView | undefined }

export type SessionEvent =
  | { readonly type: 'opening'; readonly name: string }
  | { readonly type: 'opened'; readonly view: CaseView }
  | { readonly type: 'changed'; readonly view: CaseView }
  | { readonly type: 'judged'; readonly facts: BundleFacts }
  | { readonly type: 'refused'; readonly failure: Failure }
  | { readonly type: 'gone'; readonly failure: Failure }
  | { readonly type: 'closed' }
  | { readonly type: 'back' }

export function sessionAtStart(start: StartView): Session {
  if (start.failure !== null)
    return { state: 'refused', failure: start.failure, before: start.open ?? undefined }
  return start.open === null ? { state: 'empty' } : { state: 'open', view: start.open }
}

export function nextSession(session: Session, event: SessionEvent): Session {
  switch (event.type) {
    case 'opening':
      return { state: 'opening', name: event.name }
    case 'opened':
      return { state: 'open', view: event.view }
    case 'changed':
      // News of a case that is not on the desk must not throw away what is.
      return session.state === 'open' ? { state: 'open', view: event.view } : session
    case 'judged':
      return { state: 'judged', facts: event.facts }
    case 'refused':
      return { state: 'refused', failure: event.failure, before: caseOf(session) }
    case 'gone':
      return { state: 'refused', failure: event.failure, before: undefined }
    case 'closed':
      return { state: 'empty' }
    case 'back': {
      const before = caseOf(session)
      return before ? { state: 'open', view: before } : { state: 'empty' }
    }
  }
}

function caseOf(session: Session): CaseView | undefined {
  if (session.state === 'open') return session.view
  return session.state === 'refused' ? session.before : undefined
}
