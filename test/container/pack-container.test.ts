import { execFileSync } from 'node:child_process'
import { closeSync, ftruncateSync, mkdtempSync, openSync, writeFileSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { sourceOf, utf8, type ByteSource } from '../../main/core/bytes.ts'
import { layoutFaults } from '../../main/core/container/own-layout.ts'
import { directoryBytes, localHeader, packContainer } from '../../main/core/container/pack-container.ts'
import { readDirectory } from '../../main/core/container/read-directory.ts'
import { openReadOnly } from '../../main/disk/open-read-only.ts'

const work = mkdtempSync(join(tmpdir(), 'asservat-zip-'))
const mimetype = { name: 'mimetype', bytes: utf8('application/vnd.etsi.asic-e+zip') }

test('what was packed is read back, and unzip agrees', async () => {
  const entries = [
    mimetype,
    { name: 'Übersicht.txt', bytes: utf8('eins') },
    { name: 'leer', bytes: new Uint8Array() },
  ]
  const bytes = packContainer(entries)
  const directory = await readDirectory(sourceOf(bytes))
  expect(directory.faults).toEqual([])
  expect(layoutFaults(directory)).toEqual([])
  expect(directory.entries.map(({ name, size }) => ({ name, size }))).toEqual(
    entries.map(({ name, bytes: { length } }) => ({ name, size: length })),
  )
  writeFileSync(join(work, 'a.zip'), bytes)
  expect(execFileSync('unzip', ['-tq', join(work, 'a.zip')], { encoding: 'utf8' })).toContain('No errors')
})

test('with 70,000 entries the directory is ZIP64, and Python lists as many', async () => {
  const entries = Array.from({ length: 70_000 }, (_, i) => ({
    name: i === 0 ? 'mimetype' : `f${i}`,
    bytes: new Uint8Array(),
  }))
  const bytes = packContainer(entries)
  const directory = await readDirectory(sourceOf(bytes))
  expect(directory.faults).toEqual([])
  expect(layoutFaults(directory)).toEqual([])
  expect(directory.entries.length).toBe(70_000)
  writeFileSync(join(work, 'many.zip'), bytes)
  const count = execFileSync('python3', [
    '-c',
    'import sys, zipfile; print(len(zipfile.ZipFile(sys.argv[1]).infolist()))',
    join(work, 'many.zip'),
  ])
  expect(count.toString().trim()).toBe('70000')
})

test('beyond 4 GiB sizes and offsets are ZIP64, and Python reads the entry behind', async () => {
  const big = 5 * 2 ** 30
  const path = join(work, 'big.zip')
  const first = { name: 'big', crc32: 0, size: big, headerOffset: 0 }
  const second = { name: 'behind', crc32: 0x8cdc1683, size: 1, headerOffset: localHeader(first).length + big }
  const file = openSync(path, 'w')
  writeSync(file, localHeader(first), 0, undefined, 0)
  // A sparse file: five gigabytes that take no room.
  ftruncateSync(file, second.headerOffset)
  const header = localHeader(second)
  writeSync(file, header, 0, header.length, second.headerOffset)
  writeSync(file, Uint8Array.of(120), 0, 1, second.headerOffset + header.length)
  const tail = directoryBytes([first, second], second.headerOffset + header.length + 1)
  writeSync(file, tail, 0, tail.length, second.headerOffset + header.length + 1)
  closeSync(file)
  const opened = await openReadOnly(path)
  if (!opened.ok) throw new Error(opened.failure.code)
  const directory = await readDirectory(opened.value)
  await opened.value.close()
  expect(directory.faults).toEqual([])
  expect(directory.entries.map(({ name, size, headerOffset }) => ({ name, size, headerOffset }))).toEqual([
    { name: 'big', size: big, headerOffset: 0 },
    { name: 'behind', size: 1, headerOffset: second.headerOffset },
  ])
  const read = execFileSync('python3', [
    '-c',
    'import sys, zipfile; z = zipfile.ZipFile(sys.argv[1]); print(z.read("behind"), z.getinfo("big").file_size)',
    path,
  ])
  expect(read.toString().trim()).toBe(`b'x' ${big}`)
})

test('reading the directory never touches the data', async () => {
  const bytes = packContainer([mimetype, { name: 'clip', bytes: new Uint8Array(1_000_000) }])
  const source = sourceOf(bytes)
  let read = 0
  const counting: ByteSource = {
    size: source.size,
    read: (offset, length) => {
      read += length
      return source.read(offset, length)
    },
  }
  await readDirectory(counting)
  expect(read).toBeLessThan(70_000)
})
