import {
  PDFArray,
  PDFDict,
  PDFHexString,
  PDFName,
  PDFNumber,
  PDFRef,
  PDFString,
  type PDFContext,
  type PDFObject,
  type PDFPage,
} from '@cantoo/pdf-lib'
import { signatureAnchor } from './report-html.ts'

/** Room for the CMS in bytes: two certificates of RSA-4096 and a time-stamp token fit twice. */
export const signatureRoom = 16_384

/** Each stands for an offset that is known only when the file is whole; same width, so nothing moves. */
export const offsetPlaceholder = 9_999_999_999

export interface SignatureWords {
  readonly signer: string
  readonly reason: string
  readonly place: string
  /** Read out for the field. */
  readonly label: string
}

const name = (text: string) => PDFName.of(text)

/**
 * The one signature field: certified, no changes permitted (DocMDP P 1, ISO 32000-1, 12.8.2.2). It lies over the
 * printed box, whose words are page content and so are covered and read aloud like all others.
 */
export function addSignatureField(
  context: PDFContext,
  catalog: PDFDict,
  pages: readonly PDFPage[],
  words: SignatureWords,
  at: Date,
): void {
  const signature = context.register(signatureDictionary(context, words, at))
  const place = takeAnchor(context, pages)
  const page = place?.page ?? pages[0]
  if (!page) throw new TypeError('a report has pages')
  const widget = place?.annotation ?? context.nextRef()
  const appearance = context.register(
    context.stream('', { Type: 'XObject', Subtype: 'Form', BBox: [0, 0, 1, 1] }),
  )
  const field = context.obj({
    Type: 'Annot',
    Subtype: 'Widget',
    FT: 'Sig',
    T: PDFString.of('Signature1'),
    TU: PDFHexString.fromText(words.label),
    V: signature,
    F: 132,
    P: page.ref,
    Rect: place?.rectangle ?? [0, 0, 0, 0],
    AP: { N: appearance },
  })
  context.assign(widget, field)
  if (!place) addAnnotation(context, page, widget)
  catalog.set(name('AcroForm'), context.obj({ Fields: [widget], SigFlags: 3 }))
  catalog.set(name('Perms'), context.obj({ DocMDP: signature }))
}

function signatureDictionary(context: PDFContext, words: SignatureWords, at: Date): PDFDict {
  const parameters = { Type: 'TransformParams', P: 1, V: '1.2' }
  const dictionary = context.obj({
    Type: 'Sig',
    Filter: 'Adobe.PPKLite',
    SubFilter: 'ETSI.CAdES.detached',
    ByteRange: [0, offsetPlaceholder, offsetPlaceholder, offsetPlaceholder],
    Contents: PDFHexString.of('0'.repeat(2 * signatureRoom)),
    Name: PDFHexString.fromText(words.signer),
    Reason: PDFHexString.fromText(words.reason),
    M: PDFString.fromDate(at),
    Reference: [{ Type: 'SigRef', TransformMethod: 'DocMDP', TransformParams: parameters }],
  })
  if (words.place !== '') dictionary.set(name('Location'), PDFHexString.fromText(words.place))
  return dictionary
}

interface Anchor {
  readonly page: PDFPage
  readonly annotation: PDFRef
  readonly rectangle: PDFArray
}

/** The link that the printed page carries where the field belongs. */
function takeAnchor(context: PDFContext, pages: readonly PDFPage[]): Anchor | undefined {
  for (const page of pages) {
    for (const annotation of page.node.Annots()?.asArray() ?? []) {
      const link = context.lookup(annotation)
      if (!(annotation instanceof PDFRef) || !(link instanceof PDFDict)) continue
      const target: PDFObject | undefined = link.get(name('Dest'))
      const rectangle = link.lookup(name('Rect'))
      if (target === name(signatureAnchor) && rectangle instanceof PDFArray)
        return { page, annotation, rectangle }
    }
  }
  return undefined
}

function addAnnotation(context: PDFContext, page: PDFPage, annotation: PDFRef): void {
  const known = page.node.Annots()
  if (known) known.push(annotation)
  else page.node.set(name('Annots'), context.obj([annotation]))
}

/**
 * Gives links and the field their place in the tag tree (ISO 14289-1, 7.18): each annotation knows its element,
 * each link says where it leads, and the field is a form element of its own.
 */
export function tagAnnotations(
  context: PDFContext,
  catalog: PDFDict,
  pages: readonly PDFPage[],
  fieldLabel: string,
): void {
  const root = catalog.lookupMaybe(name('StructTreeRoot'), PDFDict)
  const numbers = root?.lookupMaybe(name('ParentTree'), PDFDict)?.lookupMaybe(name('Nums'), PDFArray)
  if (!root || !numbers) return
  let next = root.lookupMaybe(name('ParentTreeNextKey'), PDFNumber)?.asNumber() ?? 0
  const elements = elementsOfAnnotations(context)
  for (const page of pages) {
    for (const annotation of page.node.Annots()?.asArray() ?? []) {
      const element = annotation instanceof PDFRef ? elements.get(annotation.tag) : undefined
      const dictionary = context.lookup(annotation)
      if (!element || !(annotation instanceof PDFRef) || !(dictionary instanceof PDFDict)) continue
      const isField = dictionary.get(name('Subtype')) === name('Widget')
      const owner = isField ? formElement(context, element, annotation, fieldLabel) : element
      if (!isField) dictionary.set(name('Contents'), PDFHexString.fromText(linkTarget(dictionary)))
      dictionary.set(name('StructParent'), PDFNumber.of(next))
      numbers.push(PDFNumber.of(next))
      numbers.push(owner)
      next++
    }
  }
  root.set(name('ParentTreeNextKey'), PDFNumber.of(next))
}

function linkTarget(link: PDFDict): string {
  const target = link.get(name('Dest'))
  return target instanceof PDFName ? `#${target.decodeText()}` : ''
}

/** Element by the reference of the annotation that it holds. */
function elementsOfAnnotations(context: PDFContext): ReadonlyMap<string, PDFRef> {
  const found = new Map<string, PDFRef>()
  for (const [ref, object] of context.enumerateIndirectObjects()) {
    if (!(object instanceof PDFDict) || object.get(name('S')) === undefined) continue
    for (const { kid } of objectKids(context, object)) found.set(kid.tag, ref)
  }
  return found
}

function objectKids(
  context: PDFContext,
  element: PDFDict,
): readonly { readonly kid: PDFRef; readonly index: number }[] {
  const kids = context.lookup(element.get(name('K')))
  const list = kids instanceof PDFArray ? kids.asArray() : []
  return list.flatMap((item, index) => {
    const reference = context.lookup(item)
    const kid = reference instanceof PDFDict ? reference.get(name('Obj')) : undefined
    return kid instanceof PDFRef ? [{ kid, index }] : []
  })
}

/** The printed box was a link around its words; it becomes a division that holds the words and the field. */
function formElement(context: PDFContext, box: PDFRef, annotation: PDFRef, label: string): PDFRef {
  const division = context.lookup(box, PDFDict)
  const kids = division.lookup(name('K'), PDFArray)
  const position = objectKids(context, division).find(({ kid }) => kid === annotation)?.index ?? 0
  const form = context.obj({
    Type: 'StructElem',
    S: 'Form',
    P: box,
    K: [kids.get(position)],
    Alt: PDFHexString.fromText(label),
  })
  const ref = context.register(form)
  kids.set(position, ref)
  division.set(name('S'), name('Div'))
  return ref
}
