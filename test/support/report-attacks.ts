import {
  PDFArray,
  PDFDict,
  PDFDocument,
  PDFHexString,
  PDFName,
  PDFNumber,
  PDFString,
  type PDFContext,
} from '@cantoo/pdf-lib'

/** @param other another report of the same person. */
type Change = (document: PDFDocument, other: Uint8Array) => void | Promise<void>
type Attack = readonly [attack: string, reason: string, change: Change]

const name = (text: string) => PDFName.of(text)

const streamsOf = (context: PDFContext) =>
  context.enumerateIndirectObjects().flatMap(([ref, object]) => {
    const dictionary = 'dict' in object && object.dict instanceof PDFDict ? object.dict : undefined
    return dictionary?.get(name('Type')) === name('EmbeddedFile') ? [{ ref, dictionary }] : []
  })

/** What is done to a report before it is signed anew, and the reason it has to be refused for. */
export const attacks: readonly Attack[] = [
  [
    'an attachment exchanged for another',
    'report.attachmentChanged',
    ({ context }) => {
      const [first] = streamsOf(context)
      if (first) context.assign(first.ref, context.stream('entry 4 says nothing', { Type: 'EmbeddedFile' }))
    },
  ],
  [
    'an attachment that the report does not name',
    'report.attachmentExtra',
    async (document) => {
      const tree = document.catalog.lookup(name('Names'), PDFDict).lookup(name('EmbeddedFiles'), PDFDict)
      const { context } = document
      const EF = { F: context.register(context.stream('x', { Type: 'EmbeddedFile' })) }
      const file = {
        Type: 'Filespec',
        F: PDFString.of('zz.txt'),
        UF: PDFString.of('zz.txt'),
        EF: { ...EF, UF: EF.F },
      }
      const ref = context.register(context.obj(file))
      tree.lookup(name('Names'), PDFArray).push(PDFString.of('zz.txt'))
      tree.lookup(name('Names'), PDFArray).push(ref)
      document.catalog.lookup(name('AF'), PDFArray).push(ref)
    },
  ],
  [
    'an embedded file that no name leads to',
    'report.content',
    (document) => {
      const { context } = document
      const stream = context.register(context.stream('x', { Type: 'EmbeddedFile' }))
      document.catalog.set(name('PieceInfo'), context.obj({ Hidden: stream }))
    },
  ],
  [
    'a page taken from another report',
    'report.page',
    async (document, other) => {
      const [page] = await document.copyPages(await PDFDocument.load(other, { updateMetadata: false }), [1])
      document.removePage(1)
      if (page) document.insertPage(1, page)
      page?.node.delete(name('Annots'))
    },
  ],
  [
    'two pages in the wrong order',
    'report.page',
    ({ context, catalog }) => {
      const kids = catalog.Pages().Kids()
      const [first, second] = kids.asArray()
      if (first && second)
        catalog.Pages().set(name('Kids'), context.obj([second, first, ...kids.asArray().slice(2)]))
    },
  ],
  [
    'a page left out',
    'report.page',
    (document) => {
      document.removePage(1)
    },
  ],
  [
    'the printed table of annexes painted away',
    'report.printedTable',
    (document) => {
      for (const page of document.getPages()) {
        const text = page.node.lookup(name('Contents'))
        const { context } = document
        if (!text) continue
        const content = Buffer.from('q\nQ\n')
        page.node.set(name('Contents'), context.register(context.stream(content)))
      }
    },
  ],
  [
    'a layer that can be switched to hide content',
    'report.layers',
    ({ context, catalog }) => {
      const group = context.register(context.obj({ Type: 'OCG', Name: PDFString.of('cover') }))
      catalog.set(name('OCProperties'), context.obj({ OCGs: [group], D: { ON: [group] } }))
    },
  ],
  [
    'a script that runs on opening',
    'report.activeContent',
    ({ context, catalog }) => {
      catalog.set(name('OpenAction'), context.obj({ S: 'JavaScript', JS: PDFString.of('app.alert(1)') }))
    },
  ],
  [
    'a link that leads out of the file',
    'report.activeContent',
    (document) => {
      const { context } = document
      const A = { S: 'URI', URI: PDFString.of('http://example.invalid') }
      addAnnotation(document, context.obj({ Type: 'Annot', Subtype: 'Link', Rect: [0, 0, 9, 9], A }))
    },
  ],
  [
    'a comment laid over a page',
    'report.annotation',
    (document) => {
      const text = {
        Type: 'Annot',
        Subtype: 'FreeText',
        Rect: [50, 50, 400, 400],
        Contents: PDFString.of('Siegel gebrochen'),
      }
      addAnnotation(document, document.context.obj(text))
    },
  ],
  [
    'a text field laid over a page',
    'report.formField',
    ({ context, catalog }) => {
      const field = { FT: 'Tx', T: PDFString.of('over'), V: PDFString.of('other words') }
      catalog
        .lookup(name('AcroForm'), PDFDict)
        .lookup(name('Fields'), PDFArray)
        .push(context.register(context.obj(field)))
    },
  ],
  [
    'a form with a second description of its fields',
    'report.formField',
    ({ context, catalog }) => {
      catalog.lookup(name('AcroForm'), PDFDict).set(name('XFA'), context.register(context.stream('<xdp/>')))
    },
  ],
  [
    'the certification taken away',
    'report.notCertified',
    ({ catalog }) => {
      catalog.delete(name('Perms'))
    },
  ],
  [
    'a certification that permits filling in',
    'report.notCertified',
    ({ context }) => {
      for (const [, object] of context.enumerateIndirectObjects()) {
        if (!(object instanceof PDFDict) || object.get(name('Type')) !== name('Sig')) continue
        const reference = object.lookup(name('Reference'), PDFArray).lookup(0, PDFDict)
        reference.lookup(name('TransformParams'), PDFDict).set(name('P'), PDFNumber.of(2))
      }
    },
  ],
  [
    'a second signature',
    'report.severalSignatures',
    ({ context, catalog }) => {
      const signature = { Type: 'Sig', Filter: 'Adobe.PPKLite', Contents: PDFHexString.of('3003020101') }
      catalog.set(name('PieceInfo'), context.obj({ Second: context.register(context.obj(signature)) }))
    },
  ],
  [
    'an object that nothing refers to, kept for a later switch',
    'report.hiddenObject',
    ({ context }) => {
      context.register(context.obj({ Type: 'Page', Contents: PDFString.of('the other page') }))
    },
  ],
  [
    'content that is not what its canonical form says',
    'report.content',
    ({ context }) => {
      for (const [, object] of context.enumerateIndirectObjects()) {
        if (!(object instanceof PDFDict) || object.get(name('Type')) !== name('Filespec')) continue
        if (object.lookup(name('F'), PDFString).asString() !== 'content.json') continue
        const content = context.stream('{"format": "asservat-report-content/1"}', { Type: 'EmbeddedFile' })
        const embedded = context.register(content)
        object.set(name('EF'), context.obj({ F: embedded, UF: embedded }))
      }
    },
  ],
]

function addAnnotation({ context }: PDFDocument, annotation: PDFDict): void {
  const first = [...context.enumerateIndirectObjects()].find(
    ([, object]) => object instanceof PDFDict && object.get(name('Type')) === name('Page'),
  )?.[1]
  if (first instanceof PDFDict) first.set(name('Annots'), context.obj([context.register(annotation)]))
}
