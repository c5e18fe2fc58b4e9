import { expect, test } from 'vitest'
import { nextSession, type Session } from '../../renderer/session.ts'
import { caseView } from '../support/case-views.ts'

const view = caseView()
const open: Session = { state: 'open', view }
const failure = { code: 'file.notFound', name: 'x.asice' } as const

test('a refusal leaves an empty desk behind, since main has closed what was open', () => {
  const refused = nextSession(open, { type: 'refused', failure, path: '/x.asice' })
  expect([refused, nextSession(refused, { type: 'back' })]).toEqual([
    { state: 'refused', failure, path: '/x.asice' },
    { state: 'empty' },
  ])
})

test('judging another file leaves the open case open, and up to date', () => {
  const judged = nextSession(open, { type: 'judged', judged: { kind: 'sealed', facts: view.bundle } })
  const later = { ...view, entries: [] }
  expect(nextSession(nextSession(judged, { type: 'changed', view: later }), { type: 'back' })).toEqual({
    state: 'open',
    view: later,
  })
})

test('when the medium is gone there is no way back to the picture', () => {
  const gone = nextSession(open, { type: 'gone', failure: { code: 'file.gone', name: 'x.asice' } })
  expect(nextSession(gone, { type: 'back' })).toEqual({ state: 'empty' })
})

test('late news of a case that was closed does not bring it back', () => {
  expect(nextSession({ state: 'empty' }, { type: 'changed', view })).toEqual({ state: 'empty' })
})
