import { mkdirSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { replaceFile } from '../../main/disk/replace-file.ts'

test('who writes a file at the same moment leaves one of the texts, whole, and nothing beside it', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'replace-ä ö-'))
  const texts = Array.from({ length: 24 }, (_, i) => String(i).repeat(10_000 + 7_000 * (i % 5)))
  await Promise.all(texts.map((text) => replaceFile(join(folder, 'people.json'), text)))
  expect(readdirSync(folder)).toEqual(['people.json'])
  expect(texts).toContain(readFileSync(join(folder, 'people.json'), 'utf8'))
})

test('what cannot take the place of the old leaves it, and nothing beside it', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'replace-'))
  mkdirSync(join(folder, 'people.json', 'taken'), { recursive: true })
  await expect(replaceFile(join(folder, 'people.json'), 'new')).rejects.toThrow()
  expect(readdirSync(folder)).toEqual(['people.json'])
})
