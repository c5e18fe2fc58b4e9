import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { rememberedPurpose, rememberPurpose } from '../../main/disk/purpose-file.ts'

const folders: string[] = []
afterEach(() => folders.splice(0).forEach((folder) => rmSync(folder, { recursive: true })))
const folder = (): string => {
  const made = mkdtempSync(join(tmpdir(), 'asservat-purpose-'))
  folders.push(made)
  return made
}

test('a purpose is remembered for its day and no longer', async () => {
  const here = folder()
  const stated = { reason: 'Auswertung', mandate: '123 Js 4567/26' }
  await rememberPurpose(here, '2026-11-23', stated)
  expect(await rememberedPurpose(here, '2026-11-23')).toEqual(stated)
  expect(await rememberedPurpose(here, '2026-11-24')).toBeUndefined()
})

test('without a note, or with one that cannot be read, nothing is remembered', async () => {
  const here = folder()
  expect(await rememberedPurpose(here, '2026-11-23')).toBeUndefined()
  writeFileSync(join(here, 'purpose.json'), '{"day":"2026-11-23","reason":7,"mandate":""}')
  expect(await rememberedPurpose(here, '2026-11-23')).toBeUndefined()
  writeFileSync(join(here, 'purpose.json'), '{"day"')
  expect(await rememberedPurpose(here, '2026-11-23')).toBeUndefined()
})
