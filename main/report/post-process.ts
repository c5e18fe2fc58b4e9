import {
  type PDFDict,
  PDFDocument,
  PDFHeader,
  PDFHexString,
  PDFName,
  PDFString,
  type PDFContext,
} from '@cantoo/pdf-lib'
import { attachFiles, type Attachment } from './attachments.ts'
import { dropUnused } from './pdf/drop-unused.ts'
import { stampRunningHeads, type RunningHeads } from './running-heads.ts'
import { addSignatureField, tagAnnotations, type SignatureWords } from './signature-field.ts'
import { srgbProfile } from './srgb-profile.ts'
import { stampType } from './stamp-font.ts'
import { xmpPacket, type ReportMetadata } from './xmp.ts'

export interface Finishing {
  readonly metadata: ReportMetadata
  readonly producer: string
  readonly heads: RunningHeads
  readonly attachments: readonly Attachment[]
  readonly signature: SignatureWords
  /** WOFF files, one a script. */
  readonly fonts: { readonly regular: readonly Uint8Array[]; readonly semibold: readonly Uint8Array[] }
}

const name = (text: string) => PDFName.of(text)

/** The printed file with heads, metadata, colour, attachments and an empty signature field: ready to be signed. */
export async function finishPdf(printed: Uint8Array, finishing: Finishing): Promise<Uint8Array> {
  const document = await PDFDocument.load(printed, { updateMetadata: false })
  const { context, catalog } = document
  const { createdAt } = finishing.metadata
  context.header = PDFHeader.forVersion(1, 7)
  const pages = document.getPages()
  const fonts = {
    regular: stampType(context, finishing.fonts.regular, 'HeadRegular'),
    semibold: stampType(context, finishing.fonts.semibold, 'HeadSemibold'),
  }
  stampRunningHeads(context, pages, finishing.heads, fonts)
  for (const page of pages) page.node.set(name('Tabs'), name('S'))
  attachFiles(context, catalog, finishing.attachments, createdAt)
  addSignatureField(context, catalog, pages, finishing.signature, createdAt)
  tagAnnotations(context, catalog, pages, finishing.signature.label)
  describe(context, catalog, finishing)
  dropUnused(context)
  return document.save({ useObjectStreams: false, addDefaultPage: false, updateFieldAppearances: false })
}

function describe(context: PDFContext, catalog: PDFDict, { metadata, producer }: Finishing): void {
  const at = PDFString.fromDate(metadata.createdAt)
  context.trailerInfo.Info = context.register(
    context.obj({
      Title: PDFHexString.fromText(metadata.title),
      Author: PDFHexString.fromText(metadata.creator),
      Subject: PDFHexString.fromText(metadata.description),
      Creator: PDFHexString.fromText(producer),
      Producer: PDFHexString.fromText(producer),
      CreationDate: at,
      ModDate: at,
    }),
  )
  const identifier = PDFHexString.of(metadata.contentSha256.slice(0, 32))
  context.trailerInfo.ID = context.obj([identifier, identifier])
  const packet = Buffer.from(xmpPacket(metadata, producer), 'utf8')
  const xmp = context.stream(packet, { Type: 'Metadata', Subtype: 'XML' })
  catalog.set(name('Metadata'), context.register(xmp))
  catalog.set(name('Lang'), PDFString.of(metadata.language))
  catalog.set(name('OutputIntents'), context.obj([outputIntent(context)]))
}

function outputIntent(context: PDFContext): PDFDict {
  return context.obj({
    Type: 'OutputIntent',
    S: 'GTS_PDFA1',
    OutputConditionIdentifier: PDFString.of('sRGB IEC61966-2.1'),
    Info: PDFString.of('sRGB IEC61966-2.1'),
    DestOutputProfile: context.register(context.flateStream(srgbProfile(), { N: 3 })),
  })
}
