import { inflateSync } from 'node:zlib'
import type { ReasonCode } from '../../core/seal/reasons.ts'
import { fail, ok, type Result } from '../../core/result.ts'
import { NotAnObject, ObjectReader } from './object-reader.ts'
import { isDict, isList, isRef, type PdfDict, type PdfStream, type PdfValue } from './pdf-value.ts'

/** A PDF of one revision in which every byte belongs to an object that is in use. */
export interface PdfFile {
  readonly bytes: Buffer
  readonly trailer: PdfDict
  readonly objects: ReadonlyMap<number, PdfValue>
}

export interface PdfFault {
  readonly reason: ReasonCode
  readonly facts?: Readonly<Record<string, string | number>>
}

/**
 * Reads a PDF by rules far narrower than ISO 32000: one revision, one cross-reference table, no byte and no object
 * that nothing refers to, each object once. Two readers cannot see two documents in such a file, which is what
 * shadow attacks live on.
 */
export function readPdf(file: Uint8Array): Result<PdfFile, PdfFault> {
  const bytes = Buffer.from(file.buffer, file.byteOffset, file.byteLength)
  const end = endOf(bytes)
  if (!end.ok) return end
  const table = readTable(bytes, end.value)
  if (!table.ok) return table
  const objects = readObjects(bytes, table.value.offsets, end.value)
  if (!objects.ok) return objects
  const pdf = { bytes, trailer: table.value.trailer, objects: objects.value }
  const reached = reachable(pdf)
  const hidden = [...pdf.objects.keys()].find((number) => !reached.has(number))
  return hidden === undefined ? ok(pdf) : fail({ reason: 'report.hiddenObject', facts: { object: hidden } })
}

/** Where the cross-reference table begins. */
function endOf(bytes: Buffer): Result<number, PdfFault> {
  if (!bytes.toString('latin1', 0, 10).startsWith('%PDF-1.7\n%')) return fail({ reason: 'report.notOurs' })
  const last = bytes.lastIndexOf('%%EOF', undefined, 'latin1')
  if (last < 0) return fail({ reason: 'report.cutShort' })
  const rest = bytes.length - last - 5
  if (rest > 1 || (rest === 1 && bytes[last + 5] !== 10))
    return fail({ reason: 'report.trailingBytes', facts: { bytes: rest } })
  const tail = bytes.toString('latin1', Math.max(0, last - 40), last)
  const start = /startxref\n(\d+)\n$/.exec(tail)?.[1]
  if (start === undefined) return fail({ reason: 'report.crossReference' })
  if (bytes.indexOf('%%EOF', 0, 'latin1') < last) return fail({ reason: 'report.incrementalUpdate' })
  return ok(Number(start))
}

interface Table {
  readonly trailer: PdfDict
  /** Object number and offset. */
  readonly offsets: readonly (readonly [number: number, offset: number])[]
}

function readTable(bytes: Buffer, start: number): Result<Table, PdfFault> {
  const text = bytes.toString('latin1', start)
  const found = /^xref\n((?:\d+ \d+\n(?:\d{10} \d{5} [nf] \n)+)+)\s*trailer\n/.exec(text)
  if (!found) return fail({ reason: 'report.crossReference' })
  const offsets = offsetsOf(found[1] ?? '')
  const numbers = new Set(offsets.map(([number]) => number))
  if (numbers.size !== offsets.length) return fail({ reason: 'report.crossReference' })
  const trailer = attempt(() => new ObjectReader(bytes, start + found[0].length).value())
  if (!isDict(trailer)) return fail({ reason: 'report.crossReference' })
  if (trailer.dict.has('Prev') || trailer.dict.has('XRefStm'))
    return fail({ reason: 'report.incrementalUpdate' })
  return trailer.dict.has('Encrypt') ? fail({ reason: 'report.notOurs' }) : ok({ trailer, offsets })
}

function offsetsOf(table: string): readonly (readonly [number, number])[] {
  const offsets: (readonly [number, number])[] = []
  let number = 0
  for (const line of table.trimEnd().split('\n')) {
    const entry = /^(\d{10}) (\d{5}) ([nf]) $/.exec(line.padEnd(19))
    if (!entry) number = Number(line.split(' ')[0])
    else {
      if (entry[3] === 'n') offsets.push([number, Number(entry[1])])
      number++
    }
  }
  return offsets
}

/** Every object where the table says, one behind the other, with nothing but line ends between them. */
function readObjects(
  bytes: Buffer,
  offsets: Table['offsets'],
  end: number,
): Result<ReadonlyMap<number, PdfValue>, PdfFault> {
  const objects = new Map<number, PdfValue>()
  const header = bytes.indexOf('\n', 10, 'latin1')
  let at = header + 1
  for (const [number, offset] of [...offsets].sort(([, a], [, b]) => a - b)) {
    if (!onlySpace(bytes, at, offset)) return fail({ reason: 'report.hiddenBytes', facts: { offset: at } })
    const reader = new ObjectReader(bytes, offset)
    const value = attempt(() => objectAt(reader, number))
    if (value === undefined) return fail({ reason: 'report.object', facts: { object: number } })
    objects.set(number, value)
    at = reader.at
  }
  return onlySpace(bytes, at, end)
    ? ok(objects)
    : fail({ reason: 'report.hiddenBytes', facts: { offset: at } })
}

function objectAt(reader: ObjectReader, number: number): PdfValue {
  if (!reader.take(`${number} 0 obj\n`)) throw new NotAnObject('number')
  const value = reader.streamOf(reader.value())
  reader.skipSpace()
  if (!reader.take('endobj')) throw new NotAnObject('end')
  return value
}

function onlySpace(bytes: Buffer, from: number, to: number): boolean {
  return (
    from <= to &&
    to <= bytes.length &&
    to - from <= 4 &&
    /^[\r\n ]*$/.test(bytes.toString('latin1', from, to))
  )
}

function attempt<T>(read: () => T): T | undefined {
  try {
    return read()
  } catch (error) {
    if (error instanceof NotAnObject) return undefined
    throw error
  }
}

function reachable(pdf: PdfFile): ReadonlySet<number> {
  const reached = new Set<number>()
  const waiting: PdfValue[] = [pdf.trailer]
  for (let value = waiting.pop(); value !== undefined; value = waiting.pop()) {
    if (isRef(value) && !reached.has(value.ref)) {
      reached.add(value.ref)
      waiting.push(pdf.objects.get(value.ref) ?? null)
    } else if (isList(value)) waiting.push(...value)
    else if (isDict(value)) waiting.push(...value.dict.values())
  }
  return reached
}

/** The object behind a reference, or the value itself. */
export function resolve(pdf: PdfFile, value: PdfValue | undefined): PdfValue {
  return isRef(value) ? (pdf.objects.get(value.ref) ?? null) : (value ?? null)
}

/** A member of a dictionary, followed to its object; null when it is absent. */
export function member(pdf: PdfFile, value: PdfValue | undefined, key: string): PdfValue {
  const dictionary = resolve(pdf, value)
  return isDict(dictionary) ? resolve(pdf, dictionary.dict.get(key)) : null
}

/** Decoded bytes of a stream; undefined for filters that a report does not use and for more than the limit. */
export function decodeStream(pdf: PdfFile, stream: PdfStream, limit = 64 * 1024 * 1024): Buffer | undefined {
  const encoded = pdf.bytes.subarray(stream.start, stream.end)
  const filter = member(pdf, stream, 'Filter')
  if (filter === null) return encoded
  const single = isList(filter) && filter.length === 1 ? resolve(pdf, filter[0]) : filter
  if (isList(single) || !isDictless(single) || member(pdf, stream, 'DecodeParms') !== null) return undefined
  try {
    return inflateSync(encoded, { maxOutputLength: limit })
  } catch {
    // zlib throws on every kind of bad data; a stream that cannot be read is the finding.
    return undefined
  }
}

function isDictless(filter: PdfValue): boolean {
  return typeof filter === 'object' && filter !== null && 'name' in filter && filter.name === 'FlateDecode'
}

/** Every dictionary of the file, those inside others too, with the number of the object it belongs to. */
export function* dictionaries(
  pdf: PdfFile,
): Generator<readonly [number: number, value: PdfDict | PdfStream]> {
  for (const [number, object] of pdf.objects) {
    const waiting: PdfValue[] = [object]
    for (let value = waiting.pop(); value !== undefined; value = waiting.pop()) {
      if (isList(value)) waiting.push(...value)
      if (!isDict(value)) continue
      yield [number, value]
      waiting.push(...value.dict.values())
    }
  }
}
