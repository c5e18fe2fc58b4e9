import { expect } from 'vitest'
import { verifyReportPdf } from '../../main/report/verify-pdf.ts'
import { appTest } from '../support/launch-app.ts'
import { madeReport } from '../support/made-report.ts'
import { hasPreflight, onlyPdfA1, PdfOnDisk } from '../support/pdf-tools.ts'
import { printIn } from '../support/print-in-app.ts'
import { annotated } from '../support/report-entries.ts'
import { makeReportIdentity } from '../support/report-identity.ts'

appTest(
  'a report printed by the application stands up to every reader',
  { timeout: 120_000 },
  async ({ launch }) => {
    const { app } = await launch()
    const reviewer = makeReportIdentity('ec')
    for (const language of ['de', 'en'] as const) {
      const printToPdf = (html: string) => printIn(app, html)
      const report = await madeReport(reviewer, { language, printToPdf })
      const judged = await verifyReportPdf(report.pdf, { trust: reviewer.trust, now: new Date() })
      expect(judged.findings.filter(({ state }) => state !== 'passed')).toEqual([])
      const pdf = new PdfOnDisk(report.pdf)
      expectHeads(pdf.pages(), language, report.contentSha256)
      expectAccessible(pdf, language)
      expectFull(pdf)
      if (hasPreflight) expect(pdf.preflightCodes().filter((code) => !onlyPdfA1.includes(code))).toEqual([])
      expect(pdf.said('qpdf', '--check', 'file')).toMatch(/No syntax or stream encoding errors found/)
      expect(pdf.said('pdfsig', '-nocert', 'file')).toMatch(/Total document signed[\s\S]*Signature is Valid/)
    }
  },
)

appTest(
  'words in other scripts, with marks and signs, are printed as they were written',
  async ({ launch }) => {
    const { app } = await launch()
    const [entry] = annotated
    if (!entry?.annotation) throw new Error('no annotation')
    const line = 'Er rief „Стой!“ – dann ✋ قف; cafe\u0301, Straße №\u00a05,\tﬁn. Ελλάδα, Łódź, x² '
    // Long enough to break over a page.
    const text = `${line.repeat(60)}\n\nEnde.`
    const entries = [{ ...entry, annotation: { ...entry.annotation, text } }]
    const printToPdf = (html: string) => printIn(app, html)
    const reviewer = makeReportIdentity('ec')
    const report = await madeReport(reviewer, { entries, allEntries: entries, printToPdf })
    const judged = await verifyReportPdf(report.pdf, { trust: reviewer.trust, now: new Date() })
    expect(judged.findings.filter(({ state }) => state !== 'passed')).toEqual([])
  },
)

/** Every page says whose it is, which report, of which content, and which of how many. */
function expectHeads(pages: readonly string[], language: 'de' | 'en', contentSha256: string): void {
  expect(pages.length).toBeGreaterThan(4)
  const hash = contentSha256.replace(/.{8}(?=.)/g, '$& ')
  pages.forEach((page, index) => {
    const [at, count] = [String(index + 1), String(pages.length)]
    const place = language === 'de' ? `Seite ${at} von ${count}` : `Page ${at} of ${count}`
    const wanted = ['4711 Js 1234/26', 'AV-2026-000417', hash, place]
    expect({ page: at, missing: wanted.filter((words) => !page.includes(words)) }).toEqual({
      page: at,
      missing: [],
    })
  })
}

/** No signature stands alone on its page, a table that goes on has its head again, and pages are not left half empty. */
function expectFull(pdf: PdfOnDisk): void {
  const pages = pdf.pages()
  const rows = pages.filter((page) => /\bCHECK\.en\.md\b/.test(page))
  expect(rows.filter((page) => !/^ *(?:Nr\.|No\.) .*SHA-256/m.test(page))).toEqual([])
  const signed = pages.filter((page) => /Unterschrift auf dem Ausdruck|Signature on the printout/.test(page))
  expect(signed.map((page) => page.includes('CHECK.en.md'))).toEqual([true])
  const blank = pdf.blankShares().slice(0, -1)
  expect(blank.filter((share) => share > 0.4)).toEqual([])
}

/** Tagged, with language, title and outline; every font inside; a text for every picture. */
function expectAccessible(pdf: PdfOnDisk, language: 'de' | 'en'): void {
  expect(pdf.said('pdfinfo', 'file')).toMatch(/Tagged: +yes/)
  const fonts = pdf.said('pdffonts', 'file').trim().split('\n').slice(2)
  expect(fonts.filter((line) => !/ yes (?:yes|no ) yes /.test(line))).toEqual([])
  const structure = pdf.said('pdfinfo', '-struct', 'file')
  expect({
    headings: structure.match(/\bH2\b/g)?.length,
    form: structure.includes('Form'),
    tables: (structure.match(/\bTable\b/g)?.length ?? 0) > 10,
  }).toEqual({ headings: 12, form: true, tables: true })
  const readable = pdf.said('qpdf', '--qdf', '--object-streams=disable', 'file', '-')
  expect(readable).toContain(`/Lang (${language})`)
  const figures = readable.match(/\/S \/Figure/g)?.length ?? 0
  const described = readable.match(/\/Alt /g)?.length ?? 0
  expect(described).toBeGreaterThanOrEqual(figures)
}
