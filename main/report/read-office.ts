import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { OfficeFailure } from '../core/failure.ts'
import {
  noTexts,
  noVocabulary,
  parseLetterhead,
  parseTexts,
  parseVocabulary,
  type Office,
} from '../core/office/office.ts'
import { fail, ok, type Result } from '../core/result.ts'

/** A file of the office folder: missing, as it should be, or what is wrong with it. */
export interface OfficeFile {
  readonly name: string
  readonly there: boolean
  readonly failure: OfficeFailure | null
}

/** What could be read; a file that is wrong counts as missing, and says why. */
export interface OfficeFolder {
  readonly office: Office
  readonly files: readonly OfficeFile[]
}

/** Reads the three files of an office anew; none of them has to be there. */
export async function readOfficeFolder(folder: string): Promise<OfficeFolder> {
  const letterhead = await one(folder, 'letterhead.json', parseLetterhead)
  const texts = await one(folder, 'texts.json', parseTexts)
  const vocabulary = await one(folder, 'vocabulary.json', parseVocabulary)
  return {
    office: {
      letterhead: letterhead.value ?? null,
      texts: texts.value ?? noTexts,
      vocabulary: vocabulary.value ?? noVocabulary,
    },
    files: [letterhead.file, texts.file, vocabulary.file],
  }
}

/** What a report is made with: nothing is printed by half of an office's wishes. */
export async function readOffice(folder: string): Promise<Result<Office, OfficeFailure>> {
  const { office, files } = await readOfficeFolder(folder)
  const wrong = files.find(({ failure }) => failure !== null)?.failure
  return wrong ? fail(wrong) : ok(office)
}

async function one<T>(
  folder: string,
  name: string,
  parse: (name: string, text: string) => Result<T, OfficeFailure>,
): Promise<{ readonly value: T | undefined; readonly file: OfficeFile }> {
  const text = await readText(join(folder, name))
  if (text === undefined) return { value: undefined, file: { name, there: false, failure: null } }
  const parsed = parse(name, text)
  const failure = parsed.ok ? null : parsed.failure
  return { value: parsed.ok ? parsed.value : undefined, file: { name, there: true, failure } }
}

async function readText(path: string): Promise<string | undefined> {
  try {
    // Some editors put a byte-order mark before what they save.
    return (await readFile(path, 'utf8')).replace(/^\ufeff/, '')
  } catch (error) {
    if (error instanceof Error && Reflect.get(error, 'code') === 'ENOENT') return undefined
    throw error
  }
}
