import { expect, test } from 'vitest'
import { groupedFindings } from '../../../renderer/findings/finding-words.ts'

test('what passed for several files stands once, what did not pass stands each by itself', () => {
  const groups = groupedFindings([
    { check: 'file', state: 'failed', subject: 'a' },
    { check: 'file', state: 'passed', subject: 'b' },
    { check: 'signature', state: 'passed' },
    { check: 'file', state: 'passed', subject: 'c' },
    { check: 'file', state: 'notChecked', subject: 'd' },
  ])
  expect(groups.map(({ finding, count }) => [finding.check, finding.state, finding.subject, count])).toEqual([
    ['file', 'failed', 'a', 1],
    ['file', 'passed', 'b', 2],
    ['signature', 'passed', undefined, 1],
    ['file', 'notChecked', 'd', 1],
  ])
})
