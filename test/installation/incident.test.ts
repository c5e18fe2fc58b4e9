import { expect, test } from 'vitest'
import { incidentLine, plainLines, traceOf } from '../../main/core/installation/incident.ts'

const at = '2026-03-01T10:00:00.000Z'

test('a defect is written down by its kind, its code and its place, never by its message', () => {
  const error = Object.assign(new TypeError('Zeugin Muster, /media/fall/Aussage.mp4'), { code: 'ENOENT' })
  error.stack = [
    'TypeError: Zeugin Muster, /media/fall/Aussage.mp4',
    '    at OpenCase.annotate (file:///home/muster/app/open-case-x1.js:12:7)',
    '    at async C:\\Users\\Muster\\app\\serve.js:40:3',
    '    at Zeugin Muster',
  ].join('\n')
  expect(incidentLine(at, '0badcafe', 'annotate', error)).toBe(
    `${at} 0badcafe annotate TypeError ENOENT < OpenCase.annotate(open-case-x1.js:12:7) < top(serve.js:40:3)\n`,
  )
})

test('a name, a code or a thrown value that carries words is not quoted', () => {
  const error = Object.assign(new Error('x'), { name: 'Zeugin Muster', code: 'Muster, 12 Jahre', stack: '' })
  expect([traceOf(error), traceOf('Zeugin Muster'), traceOf(null)]).toEqual(['Error', 'string', 'object'])
})

test('what this program writes is what it hands on; any other line stays here', () => {
  const own = incidentLine(at, '0badcafe', 'annotate', new Error('Zeugin Muster'))
  const foreign = `${at} 0badcafe annotate Error: Zeugin Muster\n    at x (/home/muster/x.js:1:1)\n`
  expect(plainLines(own + foreign)).toEqual({ lines: [own.trimEnd()], leftOut: 2 })
})
