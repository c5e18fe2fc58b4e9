import { mkdirSync, mkdtempSync, readdirSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { caseFolderFor, findCaseOf, unreadableCaseIn } from '../../main/disk/case-folder.ts'
import { noteBundle, readCaseNote } from '../../main/disk/case-note.ts'

const bundle = {
  sha256: 'a'.repeat(64),
  name: 'A-1.asice',
  exhibit: 'A-1',
  bundleId: 'one',
  previousBundle: null,
}
const supplement = {
  ...bundle,
  sha256: 'b'.repeat(64),
  name: 'A-2.asice',
  bundleId: 'two',
  previousBundle: 'one',
}

const home = (): string => mkdtempSync(join(tmpdir(), 'asservat-case-'))

test('a supplement leads to the case it was added to, and every place of a bundle is remembered', async () => {
  const here = home()
  const folder = await caseFolderFor(here, bundle.sha256)
  await noteBundle(folder.path, bundle, '/medium/A-1.asice')
  await noteBundle(folder.path, bundle, '/disk/A-1.asice')
  await noteBundle(folder.path, bundle, '/medium/A-1.asice')
  await noteBundle(folder.path, supplement, '/medium/A-2.asice')
  const note = await readCaseNote(folder.path)
  expect(note).toEqual({
    bundles: [bundle.sha256, supplement.sha256],
    known: [
      { ...bundle, addedAt: expect.any(String) as string, places: ['/medium/A-1.asice', '/disk/A-1.asice'] },
      { ...supplement, addedAt: expect.any(String) as string, places: ['/medium/A-2.asice'] },
    ],
  })
  expect((await caseFolderFor(here, supplement.sha256)).id).toBe(folder.id)
  expect(readdirSync(join(here, 'cases'))).toEqual([folder.id])
})

test('a folder of an older version, which names digests alone, is found as before and then knows more', async () => {
  const here = home()
  const path = join(here, 'cases', '0b8a6a0e-7d0a-4c57-9d5e-2f1f8f2f8a11')
  mkdirSync(path, { recursive: true })
  writeFileSync(join(path, 'case.json'), JSON.stringify({ bundles: [bundle.sha256] }))
  expect((await findCaseOf(here, bundle.sha256))?.path).toBe(path)
  await noteBundle(path, bundle, '/medium/A-1.asice')
  expect((await readCaseNote(path))?.known.map(({ name }) => name)).toEqual(['A-1.asice'])
  expect(await findCaseOf(here, supplement.sha256)).toBe(undefined)
})

test('a case whose list of bundles is damaged is named, so that no second case is begun beside it', async () => {
  const here = home()
  const folder = await caseFolderFor(here, bundle.sha256)
  writeFileSync(join(folder.path, 'case.json'), '{"bundles":')
  expect(await unreadableCaseIn(here)).toBe(undefined)
  writeFileSync(folder.findings, '')
  expect([await findCaseOf(here, bundle.sha256), await unreadableCaseIn(here)]).toEqual([
    undefined,
    folder.id,
  ])
})
