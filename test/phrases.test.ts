import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { reasons } from '../main/core/seal/reasons.ts'
import { root } from './support/checkout.ts'
import { modulesUnder } from './support/module-imports.ts'
import { codesOf, membersOf, spokenKeysOf } from './support/spoken-keys.ts'

type Tree = { readonly [key: string]: string | Tree }

const german = phrasesOf('de')
const english = phrasesOf('en')
const spoken = ['main', 'preload', 'renderer'].flatMap(modulesUnder).map(spokenKeysOf)

function phrasesOf(language: string): Map<string, string> {
  const text = readFileSync(join(root, 'resources', 'locales', `${language}.json`), 'utf8')
  return new Map(flat(JSON.parse(text) as Tree, ''))
}

function flat(tree: Tree, above: string): [string, string][] {
  return Object.entries(tree).flatMap(([key, value]) =>
    typeof value === 'string' ? [[above + key, value] as [string, string]] : flat(value, `${above}${key}.`),
  )
}

/** Plural forms are spellings of one key. */
function plain(key: string): string {
  return key.replace(/_(zero|one|two|few|many|other)$/, '')
}

function placeholdersOf(text: string): string[] {
  return [...text.matchAll(/\{\{[^}]*\}\}|\$t\([^)]*\)/g)].map(([found]) => found.replaceAll(' ', '')).sort()
}

/** Keys that a phrase speaks within itself: `$t(ledger.reason.{{reason}})`, as patterns. */
function nestedIn(phrases: ReadonlyMap<string, string>): RegExp[] {
  const keys = [...phrases.values()].flatMap((text) =>
    [...text.matchAll(/\$t\(([^)]*)\)/g)].map(([, key = '']) => key),
  )
  return keys.map((key) => new RegExp(`^${key.replaceAll('.', '[.]').replace(/\{\{\w+\}\}/g, '.+')}$`))
}

const known = new Set([...german.keys()].map(plain))

test('both languages have the same keys', () => {
  expect([...english.keys()].sort()).toEqual([...german.keys()].sort())
})

test('both languages have the same placeholders', () => {
  const differing = [...german].filter(
    ([key, text]) => String(placeholdersOf(text)) !== String(placeholdersOf(english.get(key) ?? '')),
  )
  expect(differing.map(([key]) => key)).toEqual([])
})

test('no phrase is empty', () => {
  const all = [...german, ...english]
  expect(all.filter(([, text]) => text.trim() === '').map(([key]) => key)).toEqual([])
})

test('every phrase that is asked for by name is there', () => {
  const asked = spoken.flatMap((keys) => keys.asked).filter((key) => key.includes('.'))
  expect(asked.length).toBeGreaterThan(20)
  expect([...new Set(asked)].filter((key) => !known.has(key))).toEqual([])
})

test('every phrase is spoken somewhere', () => {
  const texts = new Set(spoken.flatMap((keys) => keys.texts))
  const patterns = [...spoken.flatMap((keys) => keys.patterns), ...nestedIn(german)]
  const silent = [...known].filter((key) => !texts.has(key) && !patterns.some((pattern) => pattern.test(key)))
  expect(silent).toEqual([])
})

test('every failure has its three sentences, and no other has', () => {
  const codes = codesOf('main/core/failure.ts')
  expect(codes.length).toBeGreaterThan(20)
  const wanted = codes.flatMap((code) =>
    ['evidence', 'remedy', 'title'].map((part) => `failure.${code}.${part}`),
  )
  expect([...known].filter((key) => key.startsWith('failure.')).sort()).toEqual(wanted.sort())
})

test('every check, reason and sub-indication of a seal has its words', () => {
  const subIndications = membersOf('main/core/seal/finding.ts', 'SubIndication')
  const wanted = [
    ...Object.keys(reasons).map((reason) => `reason.${reason}`),
    ...subIndications.flatMap((sub) => [`subIndication.${sub}.title`]),
    ...membersOf('main/core/seal/finding.ts', 'Check').map((check) => `finding.${check}`),
  ]
  expect(subIndications.length).toBeGreaterThan(10)
  const keys = [...known]
  const missing = wanted.filter(
    (key) => !known.has(key) && !keys.some((other) => other.startsWith(`${key}.`)),
  )
  expect(missing).toEqual([])
})
