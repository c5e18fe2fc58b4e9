import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { PDFDocument, PDFName } from '@cantoo/pdf-lib'
import { embedStampFont } from '../../main/report/stamp-font.ts'
import { root } from './checkout.ts'

/** Where the program's fonts lie. */
export const fontsFolder = join(root, 'resources', 'fonts')

/**
 * Prints the words of a page in plain lines, tagged paragraph by paragraph, without a browser: enough paper for
 * everything that is done to a report after printing. How it looks is for the application's own tests.
 */
export async function printPlainly(html: string): Promise<Uint8Array> {
  const document = await PDFDocument.create({ updateMetadata: false })
  const { context } = document
  const font = embedStampFont(
    context,
    readFileSync(join(fontsFolder, 'source-sans-3-latin-400-normal.woff')),
    'Plain',
  )
  const lines = wordsOf(html)
  for (let at = 0; at < lines.length; at += 60) {
    const page = document.addPage([595.28, 841.89])
    const shown = lines
      .slice(at, at + 60)
      .flatMap((line, index) => [
        'BT',
        `/P <</MCID ${index} >>BDC`,
        '/F1 9 Tf',
        `1 0 0 1 70 ${740 - 10.5 * index} Tm`,
        `${font.encode(line)} Tj`,
        'EMC',
        'ET',
      ])
    const content = ['70 760 450 1 re', 'f', ...shown].join('\n')
    page.node.set(PDFName.of('Contents'), context.register(context.flateStream(content)))
    page.node.set(PDFName.of('Resources'), context.obj({ Font: { F1: font.ref } }))
  }
  const last = document.getPages().at(-1)
  const link = { Type: 'Annot', Subtype: 'Link', F: 4, Rect: [70, 100, 300, 160], Dest: 'signature-field' }
  last?.node.set(PDFName.of('Annots'), context.obj([context.register(context.obj(link))]))
  return document.save({ useObjectStreams: false, addDefaultPage: false })
}

function wordsOf(html: string): readonly string[] {
  const body = html.slice(html.indexOf('<main>'))
  const entities: Readonly<Record<string, string>> = {
    '&amp;': '&',
    '&lt;': '<',
    '&gt;': '>',
    '&quot;': '"',
    '&#39;': "'",
  }
  const text = body.replace(/<(?:br|\/(?:p|tr|td|th|h\d|li|pre))>/g, '\n').replace(/<[^>]*>/g, '')
  const plain = text.replace(/&(?:amp|lt|gt|quot|#39);/g, (entity) => entities[entity] ?? '')
  // The one face that is embedded here has no glyph for the narrow space.
  return plain
    .replaceAll('\u202f', ' ')
    .split('\n')
    .flatMap((line) => line.trim().match(/.{1,90}/g) ?? [])
}
