import type { OfficeFacts } from '../report/report-model.ts'
import { fail, ok } from '../result.ts'
import { listOf, membersOf, parseOfficeJson, textIn, type Found, type Read } from './strict-json.ts'

/** A wording that the office offers; people change it before they use it. */
export interface TextBlock {
  readonly label: string
  readonly text: string
}

export interface TextBlocks {
  readonly mandates: readonly TextBlock[]
  readonly purposes: readonly TextBlock[]
  readonly statements: readonly TextBlock[]
}

/** A category of the office's own: the key is signed, the words are not. */
export interface OfficeCategory {
  readonly key: string
  /** By language tag; `de` and `en` are always there. */
  readonly words: Readonly<Record<string, string>>
}

export interface Vocabulary {
  readonly categories: readonly OfficeCategory[]
  readonly tags: readonly string[]
  /** Why cases are opened in this office: offered besides the reasons that ship. */
  readonly purposes: readonly string[]
}

/** What an office has set for its reports; each file may be missing. */
export interface Office {
  readonly letterhead: OfficeFacts | null
  readonly texts: TextBlocks
  readonly vocabulary: Vocabulary
}

export const noTexts: TextBlocks = { mandates: [], purposes: [], statements: [] }
export const noVocabulary: Vocabulary = { categories: [], tags: [], purposes: [] }

const line = { most: 200, lines: 'one' } as const
const most = 500

/** `letterhead.json`: who issues. */
export function parseLetterhead(file: string, text: string): Read<OfficeFacts> {
  const whole = parseOfficeJson(file, text)
  if (!whole.ok) return whole
  const members = membersOf(whole.value, ['name', 'unit', 'address', 'place'])
  if (!members.ok) return members
  const name = textIn(members.value.name, { least: 1, ...line })
  if (!name.ok) return name
  const unit = textIn(members.value.unit, { least: 0, ...line })
  if (!unit.ok) return unit
  const address = textIn(members.value.address, { least: 0, ...line })
  if (!address.ok) return address
  const place = textIn(members.value.place, { least: 0, ...line })
  return place.ok
    ? ok({ name: name.value, unit: unit.value, address: address.value, place: place.value })
    : place
}

/** `texts.json`: wordings for mandate, purpose and statements; the first mandate and purpose are the defaults. */
export function parseTexts(file: string, text: string): Read<TextBlocks> {
  const whole = parseOfficeJson(file, text)
  if (!whole.ok) return whole
  const members = membersOf(whole.value, ['mandates', 'purposes', 'statements'])
  if (!members.ok) return members
  const mandates = listOf(members.value.mandates, blockIn, most)
  if (!mandates.ok) return mandates
  const purposes = listOf(members.value.purposes, blockIn, most)
  if (!purposes.ok) return purposes
  const statements = listOf(members.value.statements, blockIn, most)
  return statements.ok
    ? ok({ mandates: mandates.value, purposes: purposes.value, statements: statements.value })
    : statements
}

function blockIn(found: Found): Read<TextBlock> {
  const members = membersOf(found, ['label', 'text'])
  if (!members.ok) return members
  const label = textIn(members.value.label, { least: 1, most: 80, lines: 'one' })
  if (!label.ok) return label
  const text = textIn(members.value.text, { least: 1, most: 2000, lines: 'many' })
  return text.ok ? ok({ label: label.value, text: text.value }) : text
}

/** `vocabulary.json`: categories, tags and purposes of the office, besides those that ship. */
export function parseVocabulary(file: string, text: string): Read<Vocabulary> {
  const whole = parseOfficeJson(file, text)
  if (!whole.ok) return whole
  const members = membersOf(whole.value, ['categories', 'tags', 'purposes'])
  if (!members.ok) return members
  const categories = listOf(members.value.categories, categoryIn, most)
  if (!categories.ok) return categories
  const tags = listOf(
    members.value.tags,
    (found) => textIn(found, { least: 1, most: 64, lines: 'one' }),
    most,
  )
  if (!tags.ok) return tags
  const purposes = listOf(
    members.value.purposes,
    (found) => textIn(found, { least: 1, most: 200, lines: 'one' }),
    most,
  )
  if (!purposes.ok) return purposes
  const keys = categories.value.map(({ key }) => key)
  const twice = keys.findIndex((key, at) => keys.indexOf(key) !== at)
  if (twice >= 0) return fail({ code: 'office.twice', name: file, place: `categories[${twice + 1}].key` })
  return ok({ categories: categories.value, tags: tags.value, purposes: purposes.value })
}

function categoryIn(found: Found): Read<OfficeCategory> {
  const members = membersOf(found, ['key', 'de', 'en'])
  if (!members.ok) return members
  const { key, de, en } = members.value
  if (typeof key.value !== 'string' || !/^[a-z][a-z0-9-]{0,47}$/.test(key.value))
    return fail({ code: 'office.badKey', name: found.file, place: key.place })
  const german = textIn(de, { least: 1, most: 64, lines: 'one' })
  if (!german.ok) return german
  const english = textIn(en, { least: 1, most: 64, lines: 'one' })
  return english.ok ? ok({ key: key.value, words: { de: german.value, en: english.value } }) : english
}
