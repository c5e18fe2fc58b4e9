import { afterEach, expect, test } from 'vitest'
import { chordOf, chordRefusal, commandFor, type KeyPress } from '../../renderer/command-keys.ts'
import { chooseKeys, forgetOwnKeys, hasOwnKeys, keysFor } from '../../renderer/own-keys.ts'

const stored = new Map<string, string>()
Object.assign(globalThis, {
  localStorage: {
    getItem: (key: string) => stored.get(key) ?? null,
    setItem: (key: string, value: string) => void stored.set(key, value),
  },
})

afterEach(forgetOwnKeys)

function press(key: string, held: Partial<KeyPress> = {}): KeyPress {
  return { key, ctrlKey: false, metaKey: false, shiftKey: false, altKey: false, repeat: false, ...held }
}

test('a command obeys the key that was chosen for it, and its own no more', () => {
  chooseKeys('annotation.mark', ['X'])
  expect([
    commandFor(press('x'), false, false),
    commandFor(press('m'), false, false),
    hasOwnKeys('annotation.mark'),
    stored.get('asservat.keys'),
  ]).toEqual(['annotation.mark', undefined, true, '{"annotation.mark":["X"]}'])
})

test('a command that is reset has its own key again', () => {
  chooseKeys('annotation.mark', ['X'])
  chooseKeys('annotation.mark', undefined)
  expect([keysFor('annotation.mark'), hasOwnKeys('annotation.mark')]).toEqual([['M'], false])
})

test('a key press is written as the chord that obeys it', () => {
  const presses = [
    press('k', { ctrlKey: true, shiftKey: true }),
    press(' '),
    press('+', { ctrlKey: true }),
    press('?', { shiftKey: true }),
    press('ArrowLeft', { shiftKey: true }),
  ]
  const chords = presses.map((pressed) => chordOf(pressed, false))
  expect(chords).toEqual(['Mod+Shift+K', 'Space', 'Mod++', '?', 'Shift+ArrowLeft'])
  const obeyed = presses.map((pressed, at) => {
    chooseKeys('file.open', [chords[at] ?? ''])
    return commandFor(pressed, false, false)
  })
  expect(obeyed).toEqual(presses.map(() => 'file.open'))
})

test('a modifier alone, and what the system takes, is no chord', () => {
  expect([
    chordOf(press('Shift', { shiftKey: true }), false),
    chordOf(press('x', { altKey: true }), false),
    chordOf(press('x', { metaKey: true }), false),
  ]).toEqual([undefined, undefined, undefined])
})

test('a chord is refused that others need', () => {
  expect([
    chordRefusal('annotation.mark', 'Escape'),
    chordRefusal('annotation.mark', 'I'),
    chordRefusal('file.open', 'X'),
    chordRefusal('file.open', 'F7'),
    chordRefusal('annotation.mark', 'X'),
  ]).toEqual([
    { reason: 'reserved' },
    { reason: 'taken', by: 'annotation.in' },
    { reason: 'writes' },
    undefined,
    undefined,
  ])
})
