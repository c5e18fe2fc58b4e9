import { PDFHexString, PDFName, PDFString, type PDFContext, type PDFDict } from '@cantoo/pdf-lib'

/** A file that travels inside the PDF. */
export interface Attachment {
  readonly path: string
  readonly mediaType: string
  readonly bytes: Uint8Array
  readonly description: string
}

/** Adds the files as associated data (ISO 32000-2, 14.13), named in the order the name tree asks for. */
export function attachFiles(
  context: PDFContext,
  catalog: PDFDict,
  files: readonly Attachment[],
  at: Date,
): void {
  const sorted = [...files].sort((a, b) => (a.path < b.path ? -1 : 1))
  const specs = sorted.map((file) => ({
    name: PDFString.of(file.path),
    ref: context.register(fileSpec(context, file, at)),
  }))
  const tree = context.obj({ Names: specs.flatMap(({ name, ref }) => [name, ref]) })
  catalog.set(PDFName.of('Names'), context.obj({ EmbeddedFiles: tree }))
  catalog.set(PDFName.of('AF'), context.obj(specs.map(({ ref }) => ref)))
}

function fileSpec(context: PDFContext, file: Attachment, at: Date) {
  const stream = context.flateStream(file.bytes, {
    Type: 'EmbeddedFile',
    Subtype: file.mediaType,
    Params: {
      Size: file.bytes.length,
      CreationDate: PDFString.fromDate(at),
      ModDate: PDFString.fromDate(at),
    },
  })
  const embedded = context.register(stream)
  return context.obj({
    Type: 'Filespec',
    F: PDFString.of(file.path),
    UF: PDFHexString.fromText(file.path),
    Desc: PDFHexString.fromText(file.description),
    AFRelationship: 'Data',
    EF: { F: embedded, UF: embedded },
  })
}
