import { expect, test } from 'vitest'
import { chordText, commandFor, type KeyPress } from '../../renderer/command-keys.ts'
import { commandIds, commands } from '../../renderer/commands.ts'

function press(key: string, held: Partial<KeyPress> = {}): KeyPress {
  return { key, ctrlKey: false, metaKey: false, shiftKey: false, altKey: false, repeat: false, ...held }
}

test('the arrow keys step by one frame, with Shift by one second', () => {
  expect([
    commandFor(press('ArrowRight'), false, false),
    commandFor(press('ArrowLeft'), false, false),
    commandFor(press('ArrowRight', { shiftKey: true }), false, false),
  ]).toEqual(['playback.forward', 'playback.back', 'playback.secondForward'])
})

test('while a text field has the focus single letters are letters', () => {
  expect(
    ['m', 'i', 'k', ' ', '?', 'ArrowRight', 'Delete'].map((key) => commandFor(press(key), true, false)),
  ).toEqual(Array.from({ length: 7 }, () => undefined))
})

test('a draft is signed from within its text', () => {
  expect(commandFor(press('Enter', { ctrlKey: true }), true, false)).toBe('annotation.sign')
})

test('on a Mac the command key takes the place of Ctrl', () => {
  expect([
    commandFor(press('k', { metaKey: true }), false, true),
    commandFor(press('k', { ctrlKey: true }), false, true),
  ]).toEqual(['edit.palette', undefined])
})

test('a question mark is one on every keyboard, with Shift or without', () => {
  expect([
    commandFor(press('?', { shiftKey: true }), false, false),
    commandFor(press('?'), false, false),
    commandFor(press('M', { shiftKey: true }), false, false),
    commandFor(press('m'), false, false),
  ]).toEqual(['help.keys', 'help.keys', 'annotation.markAndWrite', 'annotation.mark'])
})

test('a held key repeats steps and nothing else', () => {
  expect([
    commandFor(press('ArrowRight', { repeat: true }), false, false),
    commandFor(press('m', { repeat: true }), false, false),
  ]).toEqual(['playback.forward', undefined])
})

test('no two commands have the same key', () => {
  const keys = commandIds.flatMap((id) => commands[id].keys)
  expect(keys.filter((key, at) => keys.indexOf(key) !== at)).toEqual([])
})

test('no key of a command that works in text fields is a plain letter', () => {
  const plain = commandIds.filter(
    (id) => commands[id].inText && commands[id].keys.some((key) => !key.includes('+') && !/^F\d+$/.test(key)),
  )
  expect(plain).toEqual([])
})

test('a chord is written in the words of the keyboard', () => {
  expect([chordText('Mod+K', (key) => ({ Mod: 'Strg' })[key] ?? key), chordText('+', (key) => key)]).toEqual([
    'Strg K',
    '+',
  ])
})
