import type { PDFDocument } from '@cantoo/pdf-lib'
import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { verifyReportPdf } from '../../main/report/verify-pdf.ts'
import { emptied, madeReport, now, resigned } from '../support/made-report.ts'
import { attacks } from '../support/report-attacks.ts'
import { makeReportIdentity } from '../support/report-identity.ts'

const reviewer = makeReportIdentity('ec')
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
      [0, 16],
      [contents - 8, contents + 90],
      [contents + 1090, contents + 1120],
      [close - 4, close + 2],
      [report.length - 30, report.length],
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
  test.for(attacks)('%s', async ([, reason, change]) => {
    const alter = (document: PDFDocument) => change(document, other)
    const copy = await resigned(report, reviewer, alter, reason === 'report.hiddenObject')
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

test('a file with a piece cut out, doubled or zeroed is refused by name, never by an exception', async () => {
  const places = fc.tuple(fc.nat(report.length - 1), fc.integer({ min: 1, max: 400 }))
  const damages = fc.constantFrom('cut', 'double', 'zero')
  await fc.assert(
    fc.asyncProperty(places, damages, async ([at, length], damage) => {
      const piece = report.subarray(at, at + length)
      const between = { cut: [], double: [piece, piece], zero: [Buffer.alloc(piece.length)] }[damage]
      const copy = Buffer.concat([report.subarray(0, at), ...between, report.subarray(at + length)])
      const reasons = await reasonsOf(copy)
      expect(reasons).not.toContain('container.defect')
      expect(reasons.length > 0 || copy.equals(report)).toBe(true)
    }),
    { numRuns: 150 },
  )
})
