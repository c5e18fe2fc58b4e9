import type { PdfFault, PdfFile } from './read-pdf.ts'
import { dictionaries, member, resolve } from './read-pdf.ts'
import { isDict, isList, isName, isString, textOf, type PdfDict } from './pdf-value.ts'

/** The one signature of a report and what it covers. */
export interface PdfSignature {
  /** Every byte of the file but the hexadecimal digits and their brackets. */
  readonly signed: Uint8Array
  /** DER, without the zeros behind it. */
  readonly cms: Uint8Array
}

/** The signature, or why it does not hold the file as a report's signature must. */
export function signatureOf(pdf: PdfFile): PdfSignature | PdfFault {
  const found = [...dictionaries(pdf)].filter(
    ([, { dict }]) => dict.has('ByteRange') || isName(dict.get('Type'), 'Sig'),
  )
  const [first, second] = found
  if (!first) return { reason: 'report.unsigned' }
  if (second) return { reason: 'report.severalSignatures', facts: { signatures: found.length } }
  const dictionary = first[1]
  if (!isName(dictionary.dict.get('SubFilter'), 'ETSI.CAdES.detached')) return { reason: 'report.notOurs' }
  return fieldFault(pdf, dictionary) ?? certificationFault(pdf, dictionary) ?? rangeOf(pdf, dictionary)
}

export function isFault(found: PdfSignature | PdfFault): found is PdfFault {
  return 'reason' in found
}

/** Two ranges, the first from 0, the second to the last byte, and between them the value of /Contents, nothing else. */
function rangeOf(pdf: PdfFile, { dict }: PdfDict): PdfSignature | PdfFault {
  const [range, contents] = [dict.get('ByteRange'), dict.get('Contents')]
  const wrong: PdfFault = { reason: 'report.byteRange' }
  if (!isList(range) || range.length !== 4 || !isString(contents)) return wrong
  const [zero, before, after, rest] = range.map(Number)
  if (zero !== 0 || before === undefined || after === undefined || rest === undefined) return wrong
  if (before !== contents.start || after !== contents.end || after + rest !== pdf.bytes.length) return wrong
  const signed = Buffer.concat([pdf.bytes.subarray(0, before), pdf.bytes.subarray(after)])
  // Two spellings of one digit would be two files under one signature.
  const spelled = /^<[0-9a-f]*>$/.test(pdf.bytes.toString('latin1', before, after))
  const end = spelled ? endOfCms(contents.bytes) : undefined
  return end === undefined ? { reason: 'report.padding' } : { signed, cms: contents.bytes.subarray(0, end) }
}

/** Where one DER SEQUENCE of two parts ends, with zeros only behind it: the gap is the one place no signature covers. */
function endOfCms(bytes: Uint8Array): number | undefined {
  const whole = headerAt(bytes, 0)
  const type = headerAt(bytes, whole.start)
  const data = headerAt(bytes, type.end)
  const sound = bytes[0] === 0x30 && data.end === whole.end
  return sound && bytes.subarray(whole.end).every((byte) => byte === 0) ? whole.end : undefined
}

/** Where a DER value's content starts and ends; nowhere for lengths that DER does not know. */
function headerAt(bytes: Uint8Array, at: number): { readonly start: number; readonly end: number } {
  const first = bytes[at + 1] ?? 0x80
  if (first < 0x80) return { start: at + 2, end: at + 2 + first }
  const octets = first - 0x80
  if (octets < 1 || octets > 4) return { start: NaN, end: NaN }
  const length = bytes.subarray(at + 2, at + 2 + octets).reduce((sum, byte) => 256 * sum + byte, 0)
  return { start: at + 2 + octets, end: at + 2 + octets + length }
}

/** One form field, which is the signature's; no XFA form behind it. */
function fieldFault(pdf: PdfFile, signature: PdfDict): PdfFault | undefined {
  const form = member(pdf, member(pdf, pdf.trailer, 'Root'), 'AcroForm')
  const fields = member(pdf, form, 'Fields')
  const single = isList(fields) && fields.length === 1 ? resolve(pdf, fields[0]) : null
  const widgets = [...dictionaries(pdf)].filter(([, { dict }]) => dict.has('FT'))
  const known = isDict(form) && [...form.dict.keys()].every((key) => key === 'Fields' || key === 'SigFlags')
  const sound = known && isName(member(pdf, single, 'FT'), 'Sig') && member(pdf, single, 'V') === signature
  return sound && widgets.length === 1 ? undefined : { reason: 'report.formField' }
}

/** DocMDP with P 1, named by the catalog: no later change is permitted (ISO 32000-1, 12.8.2.2). */
function certificationFault(pdf: PdfFile, signature: PdfDict): PdfFault | undefined {
  const permissions = member(pdf, member(pdf, member(pdf, pdf.trailer, 'Root'), 'Perms'), 'DocMDP')
  const references = resolve(pdf, signature.dict.get('Reference'))
  const reference = isList(references) && references.length === 1 ? resolve(pdf, references[0]) : null
  const method = isName(member(pdf, reference, 'TransformMethod'), 'DocMDP')
  const level = member(pdf, member(pdf, reference, 'TransformParams'), 'P')
  return permissions === signature && method && level === 1 ? undefined : { reason: 'report.notCertified' }
}

/** Keys and action names that make a page move, differ from reader to reader or reach outside the file. */
const active = new Set([
  'JavaScript',
  'JS',
  'AA',
  'OpenAction',
  'Launch',
  'XFA',
  'RichMedia',
  'SubmitForm',
  'ImportData',
  'ResetForm',
  'GoToR',
  'GoToE',
  'URI',
  'Movie',
  'Sound',
  'Rendition',
  'Named',
  'Hide',
  'Trans',
  'Thread',
  'SetOCGState',
])
const layers = new Set(['OCProperties', 'OCGs', 'OC', 'OCG', 'OCMD'])

/** Faults of content that no report has: actions, layers, annotations other than inner links and the field. */
export function contentFaults(pdf: PdfFile): readonly PdfFault[] {
  const faults = new Map<string, PdfFault>()
  const add = (fault: PdfFault) => faults.set(`${fault.reason} ${String(fault.facts?.['name'])}`, fault)
  for (const [, { dict }] of dictionaries(pdf)) {
    for (const [key, value] of dict) {
      const action =
        key === 'S' && typeof value === 'object' && value !== null && 'name' in value ? value.name : ''
      // Names are free in resource dictionaries, yet none of ours is called like an action.
      for (const name of [key, action]) {
        if (active.has(name)) add({ reason: 'report.activeContent', facts: { name } })
        if (layers.has(name)) add({ reason: 'report.layers', facts: { name } })
      }
    }
    if (isName(dict.get('Type'), 'Annot') && !annotationAllowed(dict))
      add({ reason: 'report.annotation', facts: { name: subtypeOf(dict) } })
  }
  return [...faults.values()]
}

function annotationAllowed(dict: PdfDict['dict']): boolean {
  const link = isName(dict.get('Subtype'), 'Link') && dict.has('Dest') && !dict.has('A') && !dict.has('AP')
  return link || (isName(dict.get('Subtype'), 'Widget') && isName(dict.get('FT'), 'Sig'))
}

function subtypeOf(dict: PdfDict['dict']): string {
  const subtype = dict.get('Subtype')
  return typeof subtype === 'object' && subtype !== null && 'name' in subtype
    ? subtype.name
    : (textOf(subtype) ?? '')
}
