import { expect, test } from 'vitest'
import { decodeName, nameKey, unsafeName } from '../../main/core/container/entry-name.ts'

test.each([
  ['/etc/passwd', 'absolute'],
  ['C:/Windows/x', 'absolute'],
  ['c:x', 'absolute'],
  ['\\\\server\\share\\x', 'character'],
  ['a\\b', 'character'],
  ['../x', 'traversal'],
  ['a/../b', 'traversal'],
  ['a/./b', 'traversal'],
  ['a//b', 'traversal'],
  ['a\u0000b', 'character'],
  ['a\nb', 'character'],
  ['a\u202egpj.exe', 'character'],
  ['name.', 'character'],
  ['folder /x', 'character'],
  ['x ', 'character'],
  ['file.txt:stream', 'character'],
  ['a*b', 'character'],
  ['CON', 'reserved'],
  ['files/aux.txt', 'reserved'],
  ['Lpt9.tar.gz', 'reserved'],
  ['COM¹', 'reserved'],
  ['conin$', 'reserved'],
  ['', 'length'],
  ['é'.repeat(121), 'length'],
])('the name %j is refused: %s', (name, why) => {
  expect(unsafeName(name)).toBe(why)
})

test.each([
  'clips/0001.mp4',
  'Vernehmung Müller.pdf',
  'console.log',
  'com.txt',
  'aux2/x',
  'META-INF/',
  '.hidden',
  'é'.repeat(120),
])('the name %j unpacks to the same place everywhere', (name) => {
  expect(unsafeName(name)).toBeUndefined()
})

test('names that one disk takes for one file have one key', () => {
  expect(nameKey('Stra\u00dfe.MP4')).toBe(nameKey('STRASSE.mp4'))
  expect(nameKey('Mu\u0308ller')).toBe(nameKey('M\u00dcLLER'))
  expect(nameKey('a.mp4')).not.toBe(nameKey('b.mp4'))
})

test('a name is UTF-8 where it can be, else code page 437', () => {
  expect(decodeName(Uint8Array.of(0xc3, 0xa9), 0)).toBe('é')
  expect(decodeName(Uint8Array.of(0x82, 0x81, 0xe1), 0)).toBe('éüß')
  expect(decodeName(Uint8Array.of(0x82), 0x800)).toBeUndefined()
  expect(
    decodeName(
      Uint8Array.from({ length: 128 }, (_, i) => 128 + i),
      0,
    ),
  ).not.toContain('?')
})
