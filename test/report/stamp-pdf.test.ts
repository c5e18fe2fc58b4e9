import { mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { trustFrom } from '../../main/crypto/trust-file.ts'
import { requestFor, stampPdf } from '../../main/report/stamp-pdf.ts'
import { verifyReportPdf } from '../../main/report/verify-pdf.ts'
import { OpensslTsa } from '../support/openssl-tsa.ts'
import { madeReport, now as issuedAt } from '../support/made-report.ts'
import { PdfOnDisk } from '../support/pdf-tools.ts'
import { makeReportIdentity } from '../support/report-identity.ts'

const folder = mkdtempSync(join(tmpdir(), 'stamp-'))
const at = (name: string) => join(folder, name)
const authority = new OpensslTsa(folder)

const reviewer = makeReportIdentity('ec')
let report = new Uint8Array()
let response = new Uint8Array()

beforeAll(async () => {
  report = Uint8Array.from((await madeReport(reviewer)).pdf)
  const request = requestFor(report, 'report.pdf')
  if (!request.ok) throw new Error(request.failure.code)
  response = Uint8Array.from(authority.answer(request.value))
})

async function stamped(): Promise<Uint8Array> {
  const made = await stampPdf(report, response, 'report.pdf', new Date())
  if (!made.ok) throw new Error(JSON.stringify(made.failure))
  return made.value
}

test('the request asks for a stamp over the signature value, as openssl reads it', () => {
  expect(authority.openssl('ts', '-query', '-in', 'request.tsq', '-text')).toMatch(
    /Hash Algorithm: sha256[\s\S]*Certificate required: yes/,
  )
})

test('the token lies in the room kept for it and changes no signed byte', async () => {
  const made = await stamped()
  const different = report.findIndex((byte, index) => byte !== made[index])
  const contents = Buffer.from(report).indexOf('/Contents <30', 0, 'latin1')
  expect([made.length, different > contents]).toEqual([report.length, true])
})

test('our verifier finds the proven time, once the authority is trusted', async () => {
  const ca = { name: 'time.pem', bytes: readFileSync(at('ca.pem')) }
  const own = trustFrom([ca])
  const trust = { ...reviewer.trust, anchors: [...reviewer.trust.anchors, ...own.anchors] }
  const judged = await verifyReportPdf(await stamped(), { trust, now: new Date(Date.now() + 60_000) })
  expect(judged.findings.filter(({ state }) => state !== 'passed')).toEqual([])
  expect(judged.signers.map(({ provenTime }) => provenTime !== null)).toEqual([true])
})

test('without trust in the authority the report holds as before, and no time is proved', async () => {
  const judged = await verifyReportPdf(await stamped(), { trust: reviewer.trust, now: new Date() })
  expect([judged.cryptography, judged.signers[0]?.provenTime]).toEqual(['passed', null])
})

test('other tools accept the signature and the token', async () => {
  const made = await stamped()
  const pdf = new PdfOnDisk(made)
  expect(pdf.said('pdfsig', '-nocert', 'file')).toMatch(/Total document signed[\s\S]*Signature is Valid/)
  expect(pdf.said('qpdf', '--check', 'file')).toMatch(/No syntax or stream encoding errors/)
  expect(
    authority.openssl(
      'ts',
      '-verify',
      '-in',
      'answer.tsr',
      '-queryfile',
      'request.tsq',
      '-CAfile',
      'ca.pem',
      '-untrusted',
      'tsa.pem',
    ),
  ).toMatch(/Verification: OK/)
})

test('an answer to another request is refused', async () => {
  const other = await madeReport(reviewer, { number: 'AV-2026-000999', now: issuedAt })
  const refused = await stampPdf(other.pdf, response, 'report.pdf', new Date())
  expect(refused).toEqual({ ok: false, failure: { code: 'report.token', reason: 'otherSignature' } })
})

test('a second stamp, or what is no report, is refused', async () => {
  const twice = await stampPdf(await stamped(), response, 'report.pdf', new Date())
  expect(twice).toEqual({ ok: false, failure: { code: 'report.token', reason: 'noRoom' } })
  expect(requestFor(new Uint8Array(9), 'x.pdf')).toEqual({
    ok: false,
    failure: { code: 'report.notStampable', name: 'x.pdf' },
  })
})

test('a token that was changed in the file is not passed over', async () => {
  const made = Buffer.from(await stamped())
  const place = made.indexOf('060b2a864886f70d0109100104', 0, 'latin1') + 200
  made[place] = made[place] === 0x30 ? 0x31 : 0x30
  const judged = await verifyReportPdf(made, { trust: reviewer.trust, now: new Date() })
  expect(judged.cryptography).toBe('failed')
})
