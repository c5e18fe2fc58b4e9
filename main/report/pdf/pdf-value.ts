/** A PDF object as read. Streams keep where their bytes lie; nothing is decoded. */
export type PdfValue =
  null | boolean | number | PdfName | PdfString | PdfRef | PdfDict | PdfStream | readonly PdfValue[]

export interface PdfName {
  readonly name: string
}

export interface PdfString {
  readonly bytes: Uint8Array
  /** Of the token in the file, delimiters counted: [start, end). */
  readonly start: number
  readonly end: number
}

export interface PdfRef {
  readonly ref: number
}

export interface PdfDict {
  readonly dict: ReadonlyMap<string, PdfValue>
}

export interface PdfStream extends PdfDict {
  /** Of the encoded bytes in the file: [start, end). */
  readonly start: number
  readonly end: number
}

export function isName(value: PdfValue | undefined, name: string): boolean {
  return isObject(value) && 'name' in value && value.name === name
}

export function isList(value: PdfValue | undefined): value is readonly PdfValue[] {
  return Array.isArray(value)
}

export function isDict(value: PdfValue | undefined): value is PdfDict | PdfStream {
  return isObject(value) && 'dict' in value
}

export function isStream(value: PdfValue | undefined): value is PdfStream {
  return isDict(value) && 'start' in value
}

export function isRef(value: PdfValue | undefined): value is PdfRef {
  return isObject(value) && 'ref' in value
}

export function isString(value: PdfValue | undefined): value is PdfString {
  return isObject(value) && 'bytes' in value
}

function isObject(value: PdfValue | undefined): value is PdfName | PdfString | PdfRef | PdfDict | PdfStream {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** A text string: UTF-16 with its mark, else Latin letters as PDFDocEncoding shares them. */
export function textOf(value: PdfValue | undefined): string | undefined {
  if (!isString(value)) return undefined
  const bytes = Buffer.from(value.bytes)
  if (bytes[0] !== 0xfe || bytes[1] !== 0xff) return bytes.toString('latin1')
  return bytes.length % 2 === 0 ? bytes.subarray(2).swap16().toString('utf16le') : undefined
}
