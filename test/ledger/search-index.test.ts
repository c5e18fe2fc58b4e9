import { writeFileSync } from 'node:fs'
import { afterEach, expect, test } from 'vitest'
import type { EntryFacts } from '../../main/core/ledger/entry-facts.ts'
import { openSearchIndex, type SearchIndex } from '../../main/ledger/search-index.ts'
import { annotationOf } from '../support/ledger-annotation.ts'
import { newFile, opened } from '../support/ledger-case.ts'
import { nativeBinding } from '../support/ledger-identity.ts'

const indexes: SearchIndex[] = []
afterEach(() => {
  for (const index of indexes.splice(0)) index.close()
})

function indexIn(file = newFile('search.sqlite')): SearchIndex {
  const index = openSearchIndex(file, nativeBinding)
  indexes.push(index)
  return index
}

async function entriesOf(...texts: readonly string[]): Promise<readonly EntryFacts[]> {
  const ledger = await opened(newFile())
  for (const text of texts) ledger.annotate(annotationOf(text))
  ledger.withdraw(2, 'Kamera verwechselt')
  const entries = [...ledger.entries()]
  await ledger.close()
  return entries
}

test('words are found newest first, whatever their case and accents, and from their beginning on', async () => {
  const index = indexIn()
  index.follow(
    await entriesOf('Griff zum Gürtel', 'Person tritt heran', 'Gürtel fällt', 'Straße, Hausnummer 12'),
  )
  const questions = [
    'gürtel',
    'gurtel',
    'GÜRT',
    'Gürtel fällt',
    'heran',
    'verwechselt',
    '12',
    'Kamera mp4',
    'fehlt',
  ]
  expect(questions.map((question) => index.find(question, 50))).toEqual([
    [4, 2],
    [4, 2],
    [4, 2],
    [4],
    [3],
    [6],
    [5],
    [5, 4, 3, 2],
    [],
  ])
  expect(index.find('Person OR Gürtel', 50)).toEqual([])
  expect(['', '"', '*', 'NEAR(', 'text:'].map((question) => index.find(question, 50).length)).toEqual([
    0, 0, 0, 0, 0,
  ])
  expect(index.find('Kamera', 2)).toEqual([6, 5])
})

test('the index follows its ledger, and begins again for another', async () => {
  const file = newFile('search.sqlite')
  const first = await entriesOf('Griff', 'Schritt')
  const index = indexIn(file)
  index.follow(first.slice(0, 2))
  expect(index.find('Schritt', 50)).toEqual([])
  index.follow(first)
  index.follow(first)
  expect(index.find('Schritt', 50)).toEqual([3])
  index.follow(await entriesOf('Ganz anderes', 'Anderswo'))
  expect([index.find('Schritt', 50), index.find('Anderswo', 50)]).toEqual([[], [3]])
})

test('a damaged index is thrown away and built again', async () => {
  const file = newFile('search.sqlite')
  writeFileSync(file, 'no database at all, and long enough to be taken for one '.repeat(40))
  const index = indexIn(file)
  index.follow(await entriesOf('Griff', 'Schritt'))
  expect(index.find('Griff', 50)).toEqual([2])
})
