import {
  PDFArray,
  PDFDict,
  PDFHexString,
  PDFName,
  PDFNumber,
  PDFString,
  type PDFContext,
  type PDFDocument,
} from '@cantoo/pdf-lib'
import { beforeAll, describe, expect, test } from 'vitest'
import { verifyReportPdf } from '../../main/report/verify-pdf.ts'
import { emptied, madeReport, now, resigned } from '../support/made-report.ts'
import { makeReportIdentity } from '../support/report-identity.ts'

const reviewer = makeReportIdentity('ec')
const name = (text: string) => PDFName.of(text)
let report: Buffer
let other: Buffer

beforeAll(async () => {
  report = Buffer.from((await madeReport(reviewer)).pdf)
  other = Buffer.from(
    (await madeReport(reviewer, { number: 'AV-2026-000418', mandate: 'Ein anderer Auftrag' })).pdf,
  )
})

/** Reasons of everything that is not a pass, each once. */
async function reasonsOf(bytes: Uint8Array): Promise<readonly (string | undefined)[]> {
  const { findings } = await verifyReportPdf(bytes, { trust: reviewer.trust, now: new Date() })
  return [...new Set(findings.filter(({ state }) => state !== 'passed').map(({ reason }) => reason))]
}

function altered(at: number, byte: number): Buffer {
  const copy = Buffer.from(report)
  copy[at] = byte
  return copy
}

/** Somewhere inside a compressed stream. */
function insideStream(): number {
  return report.indexOf('stream\n', Math.floor(report.length / 3), 'latin1') + 40
}

test('an issued report passes with its signer named', async () => {
  const judged = await verifyReportPdf(report, { trust: reviewer.trust, now: new Date() })
  expect({
    verdict: judged.verdict,
    cryptography: judged.cryptography,
    signers: judged.signers.map(({ subject, claimedTime }) => ({ subject, claimedTime })),
  }).toEqual({
    verdict: { indication: 'TOTAL-PASSED', subIndication: null },
    cryptography: 'passed',
    signers: [{ subject: reviewer.identity.facts.subject, claimedTime: null }],
  })
})

test('a report signed with RSA passes as well', async () => {
  const rsa = makeReportIdentity('rsa')
  const judged = await verifyReportPdf((await madeReport(rsa)).pdf, { trust: rsa.trust, now: new Date() })
  expect(judged.verdict).toEqual({ indication: 'TOTAL-PASSED', subIndication: null })
})

test('without trust in the issuer the report is intact, its signer unconfirmed', async () => {
  const stranger = makeReportIdentity('ec')
  const judged = await verifyReportPdf(report, { trust: stranger.trust, now: new Date() })
  expect({ verdict: judged.verdict, cryptography: judged.cryptography }).toEqual({
    verdict: { indication: 'INDETERMINATE', subIndication: 'NO_CERTIFICATE_CHAIN_FOUND' },
    cryptography: 'passed',
  })
})

describe('changed after signing', () => {
  test('a byte of a stream', async () => {
    const at = insideStream()
    expect(await reasonsOf(altered(at, (report[at] ?? 0) ^ 1))).toContain('signature.contentChanged')
  })

  test('a letter of the stated reason', async () => {
    const at = report.indexOf('/Reason <FEFF', 0, 'latin1') + 16
    expect(await reasonsOf(altered(at, 0x35))).toEqual(['signature.contentChanged'])
  })

  test('bytes appended behind the end', async () => {
    expect(await reasonsOf(Buffer.concat([report, Buffer.from('% more')]))).toEqual(['report.trailingBytes'])
  })

  test('an incremental update that paints over the first page', async () => {
    const page = /\n(\d+) 0 obj\n<<\n\/Type \/Page\n/.exec(report.toString('latin1'))?.[1] ?? ''
    const start = report.length + 1
    const object = `\n${page} 0 obj\n<< /Type /Page /Parent 1 0 R /MediaBox [0 0 595 842] >>\nendobj\n`
    const table = `xref\n${page} 1\n${String(start).padStart(10, '0')} 00000 n \ntrailer\n<< /Size 9999 /Root 1 0 R /Prev 1 >>\n`
    const update = `${object}${table}startxref\n${report.length + object.length}\n%%EOF\n`
    expect(await reasonsOf(Buffer.concat([report, Buffer.from(update, 'latin1')]))).toEqual([
      'report.incrementalUpdate',
    ])
  })

  test('a digit in the zeros behind the signature', async () => {
    const close = report.indexOf('000>', 0, 'latin1')
    expect(await reasonsOf(altered(close, 0x31))).toEqual(['report.padding'])
  })

  test('the signature of another report', async () => {
    const [to, from] = [report, other].map((file) => file.indexOf('/Contents <30', 0, 'latin1') + 11)
    const copy = Buffer.from(report)
    other.copy(copy, to, from, (from ?? 0) + 8000)
    expect(await reasonsOf(copy)).toEqual(['signature.contentChanged'])
  })

  test('a signature emptied to zeros', async () => {
    expect(await reasonsOf(emptied(report))).toEqual(['report.byteRange'])
  })

  test('a byte range that leaves more out than the signature', async () => {
    const [, before = '', after = ''] = /\/ByteRange \[ 0 (\d+) (\d+)/.exec(report.toString('latin1')) ?? []
    const wider = String(Number(before) - 1).padEnd(before.length)
    const copy = Buffer.from(
      report.toString('latin1').replace(`0 ${before} ${after}`, `0 ${wider} ${after}`),
      'latin1',
    )
    expect(await reasonsOf(copy)).toEqual(['report.byteRange'])
  })

  test('the end cut off', async () => {
    expect(await reasonsOf(report.subarray(0, report.length - 100))).toEqual(['report.cutShort'])
  })

  test('something that is no report at all', async () => {
    expect(await reasonsOf(Buffer.from('not a PDF'))).toEqual(['report.notOurs'])
  })

  test('every flipped bit in the head, around the signature and at the end', async () => {
    const contents = report.indexOf('/Contents <30', 0, 'latin1') + 11
    const close = report.indexOf('>', contents, 'latin1')
    const ranges = [
      [0, 40],
      [contents - 60, contents + 110],
      [contents + 1090, contents + 1130],
      [close - 20, close + 2],
      [report.length - 60, report.length],
    ] as const
    const places = ranges.flatMap(([from, to]) => Array.from({ length: to - from }, (_, step) => from + step))
    const missed: string[] = []
    for (const at of places) {
      const bit = at % 8
      if ((await reasonsOf(altered(at, (report[at] ?? 0) ^ (1 << bit)))).length === 0)
        missed.push(`${at} bit ${bit}`)
    }
    expect(missed).toEqual([])
  })
})

describe('changed before a valid signature', () => {
  const catalogOf = ({ catalog }: PDFDocument) => catalog
  const streamsOf = (context: PDFContext) =>
    context.enumerateIndirectObjects().flatMap(([ref, object]) => {
      const dictionary = 'dict' in object && object.dict instanceof PDFDict ? object.dict : undefined
      return dictionary?.get(name('Type')) === name('EmbeddedFile') ? [{ ref, dictionary }] : []
    })

  const cases: readonly (readonly [
    attack: string,
    reason: string,
    change: (document: PDFDocument) => void | Promise<void>,
  ])[] = [
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
        const tree = catalogOf(document).lookup(name('Names'), PDFDict).lookup(name('EmbeddedFiles'), PDFDict)
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
        catalogOf(document).lookup(name('AF'), PDFArray).push(ref)
      },
    ],
    [
      'an embedded file that no name leads to',
      'report.content',
      (document) => {
        const { context } = document
        const stream = context.register(context.stream('x', { Type: 'EmbeddedFile' }))
        catalogOf(document).set(name('PieceInfo'), context.obj({ Hidden: stream }))
      },
    ],
    [
      'a page taken from another report',
      'report.page',
      async (document) => {
        const { PDFDocument } = await import('@cantoo/pdf-lib')
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

  test.for(cases)('%s', async ([, reason, change]) => {
    const copy = await resigned(report, reviewer, change, reason === 'report.hiddenObject')
    expect(await reasonsOf(copy)).toContain(reason)
  })

  test('the report signed anew and unchanged passes, so that the attacks above fail for their own reason', async () => {
    expect(await reasonsOf(await resigned(report, reviewer, () => undefined))).toEqual([])
  })

  test('a signature that states a time inside', async () => {
    const stating = {
      ...reviewer,
      identity: {
        ...reviewer.identity,
        signCms: (content: Uint8Array) => reviewer.identity.signCms(content, now),
      },
    }
    expect(await reasonsOf(await resigned(report, stating, () => undefined))).toEqual(['report.signingTime'])
  })

  test('bytes between two objects', async () => {
    const file = emptied(report).toString('latin1')
    const at = file.indexOf('\nendobj\n', 0) + '\nendobj\n'.length
    const shifted = `${file.slice(0, at)}%hidden words here\n${file.slice(at)}`
    expect((await reasonsOf(Buffer.from(shifted, 'latin1'))).join()).toMatch(
      /report\.(hiddenBytes|crossReference|object)/,
    )
  })
})

function addAnnotation({ context }: PDFDocument, annotation: PDFDict): void {
  const first = [...context.enumerateIndirectObjects()].find(
    ([, object]) => object instanceof PDFDict && object.get(name('Type')) === name('Page'),
  )?.[1]
  if (first instanceof PDFDict) first.set(name('Annots'), context.obj([context.register(annotation)]))
}
