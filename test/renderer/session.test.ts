import { expect, test } from 'vitest'
import { nextSession, type Session } from '../../renderer/session.ts'
import { caseView } from '../support/case-views.ts'

const view = caseView()
const open: Session = { state: 'open', view }
const failure = { code: 'file.notFound', name: 'x.asice' } as const

test('a refusal keeps the open case, and back leads to it', () => {
  const refused = nextSession(open, { type: 'refused', failure })
  expect([refused, nextSession(refused, { type: 'back' })]).toEqual([
    { state: 'refused', failure, before: view },
    open,
  ])
})

test('when the medium is gone there is no way back to the picture', () => {
  const gone = nextSession(open, { type: 'gone', failure: { code: 'file.gone', name: 'x.asice' } })
  expect(nextSession(gone, { type: 'back' })).toEqual({ state: 'empty' })
})

test('late news of a case that was closed does not bring it back', () => {
  expect(nextSession({ state: 'empty' }, { type: 'changed', view })).toEqual({ state: 'empty' })
})
