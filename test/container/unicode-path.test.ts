import { expect, test } from 'vitest'
import { concatBytes, sourceOf, utf8 } from '../../main/core/bytes.ts'
import { crc32 } from '../../main/core/container/crc32.ts'
import { readDirectory } from '../../main/core/container/read-directory.ts'
import { pack, signatures } from '../../main/core/container/zip-layout.ts'

/** A ZIP with one empty entry: its name as stored, and Unicode path fields in directory and local header. */
function zipOf(name: Uint8Array, central?: Uint8Array, local = central, flags = 0): Uint8Array {
  const field = (text?: Uint8Array) =>
    text
      ? concatBytes(pack([2, 0x7075], [2, 5 + text.length]), Uint8Array.of(1), pack([4, crc32(name)]), text)
      : pack()
  const [inDirectory, inHeader] = [field(central), field(local)]
  const common = (extra: Uint8Array) =>
    pack(
      [2, 10],
      [2, flags],
      [2, 0],
      [2, 0],
      [2, 0x21],
      [4, 0],
      [4, 0],
      [4, 0],
      [2, name.length],
      [2, extra.length],
    )
  const header = concatBytes(pack([4, signatures.local]), common(inHeader), name, inHeader)
  const rest = pack([2, 0], [2, 0], [2, 0], [4, 0], [4, 0])
  const entry = concatBytes(
    pack([4, signatures.central], [2, 10]),
    common(inDirectory),
    rest,
    name,
    inDirectory,
  )
  const end = pack(
    [4, signatures.end],
    [2, 0],
    [2, 0],
    [2, 1],
    [2, 1],
    [4, entry.length],
    [4, header.length],
    [2, 0],
  )
  return concatBytes(header, entry, end)
}

async function read(bytes: Uint8Array) {
  const { entries, faults } = await readDirectory(sourceOf(bytes))
  return { names: entries.map(({ name }) => name), faults: faults.map(({ reason }) => reason) }
}

const oldName = Uint8Array.of(0x81, 0x62, 0x65, 0x72)

test('a name in code page 437 is read as such, and its Unicode path field speaks for it where there is one', async () => {
  expect(await read(zipOf(oldName))).toEqual({ names: ['über'], faults: [] })
  expect(await read(zipOf(oldName, utf8('Über')))).toEqual({ names: ['Über'], faults: [] })
})

test('a field that gives a plain name a second one is a contradiction', async () => {
  expect(await read(zipOf(utf8('a.txt'), utf8('b.txt'), undefined))).toMatchObject({
    names: [],
    faults: ['container.headersDiffer', 'container.headersDiffer', 'container.gap'],
  })
  expect(await read(zipOf(utf8('a.txt'), utf8('a.txt')))).toEqual({ names: ['a.txt'], faults: [] })
  expect((await read(zipOf(utf8('ä.txt'), utf8('b.txt'), utf8('b.txt'), 0x800))).faults).toContain(
    'container.headersDiffer',
  )
  expect((await read(zipOf(oldName, utf8('Über'), utf8('Unter')))).faults).toContain(
    'container.headersDiffer',
  )
})
