import { basename } from 'node:path'
import type { Failure } from '../core/failure.ts'
import { fail, type Result } from '../core/result.ts'
import { readSmallFile } from '../disk/read-folder.ts'
import { writeOnce } from '../disk/write-once.ts'
import { failureText, type Phrases } from '../phrases.ts'
import { requestFor, stampPdf } from '../report/stamp-pdf.ts'
import { exit, readWords, textOption, type Streams, type Words } from './words.ts'

const mostPdf = 1 << 30

/**
 * `report timestamp-request REPORT.pdf --out REQUEST.tsq` and `report timestamp-add REPORT.pdf --response ANSWER.tsr
 * --out STAMPED.pdf`: two steps, since the authority is on another machine.
 */
export async function report(words: readonly string[], streams: Streams, phrases: Phrases): Promise<number> {
  const [verb = '', ...rest] = words
  const adding = verb === 'timestamp-add'
  const required = adding ? ['response', 'out'] : ['out']
  const known = adding || verb === 'timestamp-request'
  const read = readWords(rest, { values: ['response', 'out', 'home'], files: [1, 1], required })
  if (!known || !read.ok) {
    streams.err(phrases('cli.usage', { verb: 'report', word: known && !read.ok ? read.failure : verb }))
    return exit.unusable
  }
  const done = await (adding ? add(read.value) : request(read.value))
  if (!done.ok) {
    streams.err(failureText(phrases, done.failure))
    return exit.unusable
  }
  streams.out(phrases(`cli.report.${adding ? 'stamped' : 'request'}`, { out: textOption(read.value, 'out') }))
  return exit.passed
}

async function request(words: Words): Promise<Result<null, Failure>> {
  const pdf = await fileOf(words)
  if (!pdf.ok) return pdf
  const made = requestFor(pdf.value, nameOf(words))
  return made.ok ? writeOnce(textOption(words, 'out') ?? '', made.value) : made
}

async function add(words: Words): Promise<Result<null, Failure>> {
  const pdf = await fileOf(words)
  if (!pdf.ok) return pdf
  const response = await readSmallFile(textOption(words, 'response') ?? '', 1 << 20)
  if (!response.ok) return response
  const made = await stampPdf(pdf.value, response.value, nameOf(words), new Date())
  return made.ok ? writeOnce(textOption(words, 'out') ?? '', made.value) : made
}

async function fileOf(words: Words): Promise<Result<Uint8Array, Failure>> {
  const [path] = words.files
  return path === undefined ? fail({ code: 'file.notFound', name: '' }) : readSmallFile(path, mostPdf)
}

function nameOf(words: Words): string {
  return basename(words.files[0] ?? '')
}
