import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fromBER } from 'asn1js'
import { Certificate, ContentInfo, CryptoEngine, setEngine, SignedData } from 'pkijs'
import { beforeAll, describe, expect, test } from 'vitest'
import type { IssuedReport } from '../../main/report/make-report.ts'
import { verifyReportPdf } from '../../main/report/verify-pdf.ts'
import { madeReport } from '../support/made-report.ts'
import { PdfOnDisk } from '../support/pdf-tools.ts'
import { bundleFacts } from '../support/report-facts.ts'
import { makeReportIdentity } from '../support/report-identity.ts'

setEngine('node', new CryptoEngine({ name: 'node', crypto: globalThis.crypto }))

describe.for(['ec', 'rsa', 'pss'] as const)('a report signed with an %s key', (kind) => {
  const reviewer = makeReportIdentity(kind)
  let report: IssuedReport
  let pdf: PdfOnDisk

  beforeAll(async () => {
    report = await madeReport(reviewer)
    pdf = new PdfOnDisk(report.pdf)
  })

  test('openssl verifies it as CAdES, up to the root', () => {
    const { signed, cms } = pdf.signature()
    for (const [name, bytes] of Object.entries({ signed, cms, 'root.pem': reviewer.root }))
      writeFileSync(join(pdf.folder, name), bytes)
    const words = [
      '-cades',
      '-binary',
      '-inform',
      'DER',
      '-in',
      'cms',
      '-content',
      'signed',
      '-CAfile',
      'root.pem',
    ]
    const run = spawnSync('openssl', ['cms', '-verify', ...words, '-purpose', 'any', '-out', '/dev/null'], {
      cwd: pdf.folder,
    })
    expect(run.stderr.toString()).toContain('CAdES Verification successful')
  })

  test('pdfsig finds one valid PAdES signature over the whole document', () => {
    const said = pdf.said('pdfsig', '-nocert', 'file')
    expect({
      signatures: said.match(/Signature #/g)?.length,
      type: said.includes('Signature Type: ETSI.CAdES.detached'),
      whole: said.includes('  - Total document signed'),
      valid: said.includes('Signature Validation: Signature is Valid.'),
    }).toEqual({ signatures: 1, type: true, whole: true, valid: true })
  })

  test('mutool finds it unchanged, qpdf finds no fault', () => {
    // mutool goes by OpenSSL's older PKCS#7 calls, which know no PSS: of such a signature it says nothing either way.
    const unchanged =
      kind === 'pss' ? 'Digest error: Unknown error.' : 'The document is unchanged since signing.'
    expect(pdf.said('mutool', 'sign', '-v', 'file')).toContain(unchanged)
    expect(pdf.said('qpdf', '--check', 'file')).toMatch(/No syntax or stream encoding errors found/)
  })

  test('a second library verifies signature and chain', async () => {
    const { signed, cms } = pdf.signature()
    const parsed = fromBER(Uint8Array.from(cms).buffer)
    const data = new SignedData({ schema: new ContentInfo({ schema: parsed.result }).content })
    const der = Buffer.from(reviewer.root.replace(/-----[^-]+-----|\s/g, ''), 'base64')
    const root = new Certificate({ schema: fromBER(Uint8Array.from(der).buffer).result })
    const content = Uint8Array.from(signed).buffer
    const valid = await data.verify({ signer: 0, data: content, trustedCerts: [root], checkChain: true })
    expect(valid).toBe(true)
  })

  test('it carries no signing time', () => {
    const { cms } = pdf.signature()
    const signingTime = Buffer.from('06092a864886f70d010905', 'hex')
    expect(Buffer.from(cms).includes(signingTime)).toBe(false)
  })

  test('the attached files are the files of the container, byte for byte', () => {
    const container = new Map(
      report.files.map(({ path, bytes }) => [path, Buffer.from(bytes).toString('base64')]),
    )
    const attached = [...pdf.attachments()].map(
      ([name, bytes]) => [name, Buffer.from(bytes).toString('base64')] as const,
    )
    expect(attached.length).toBeGreaterThan(9)
    expect(attached.filter(([name, bytes]) => container.get(name) !== bytes).map(([name]) => name)).toEqual(
      [],
    )
  })
})

test('letters of other scripts stand in the heads as they were written', async () => {
  const reviewer = makeReportIdentity('ec')
  const facts = bundleFacts()
  const fileNumber = 'Łódź 12/26 Ж-Ω'
  const written = facts.case && { ...facts.case, case: { ...facts.case.case, fileNumber } }
  const { pdf } = await madeReport(reviewer, { facts: { ...facts, case: written } })
  const pages = new PdfOnDisk(pdf).pages()
  expect(pages.filter((page) => !page.includes(`Az. ${fileNumber}`))).toEqual([])
  const judged = await verifyReportPdf(pdf, { trust: reviewer.trust, now: new Date() })
  expect(judged.verdict.indication).toBe('TOTAL-PASSED')
})
