import { PDFDocument, PDFName } from '@cantoo/pdf-lib'
import { expect, test } from 'vitest'
import { makeReport } from '../../main/report/make-report.ts'
import { reportInput } from '../support/made-report.ts'
import { PdfOnDisk } from '../support/pdf-tools.ts'
import { makeReportIdentity } from '../support/report-identity.ts'
import { printPlainly } from '../support/report-printer.ts'

const reviewer = makeReportIdentity('ec')

test('a report without a statement is not made', async () => {
  const made = await makeReport(reportInput(reviewer, { entries: [] }))
  expect(made).toEqual({ ok: false, failure: { code: 'report.nothingToReport' } })
})

test('a printer that fails is told of, and nothing is issued', async () => {
  const printToPdf = () => Promise.reject(new Error('Failed to generate PDF: Printing failed'))
  const made = await makeReport(reportInput(reviewer, { printToPdf }))
  expect(made).toEqual({ ok: false, failure: { code: 'report.renderFailed' } })
})

test('a file that we would refuse ourselves is not issued', async () => {
  const printToPdf = async (html: string) => {
    const document = await PDFDocument.load(await printPlainly(html), { updateMetadata: false })
    document.catalog.set(PDFName.of('OpenAction'), document.context.obj({ S: 'JavaScript' }))
    return document.save({ useObjectStreams: false })
  }
  const made = await makeReport(reportInput(reviewer, { printToPdf }))
  expect(made).toEqual({
    ok: false,
    failure: { code: 'report.selfCheckFailed', reason: 'report.activeContent' },
  })
})

test('paper that says other words than the data is not issued', async () => {
  const printToPdf = (html: string) => printPlainly(html.replace('hebt beide Hände', 'hebt keine Hand'))
  const made = await makeReport(reportInput(reviewer, { printToPdf }))
  expect(made).toEqual({
    ok: false,
    failure: { code: 'report.selfCheckFailed', reason: 'report.printedWords' },
  })
})

test('the steps are told in their order', async () => {
  const steps: string[] = []
  await makeReport(reportInput(reviewer, { onStep: (step) => steps.push(step) }))
  expect(steps).toEqual(['collect', 'pictures', 'print', 'sign', 'check', 'seal'])
})

test('a report can be stopped between its steps', async () => {
  const signal = { aborted: false }
  const steps: string[] = []
  const onStep = (step: string) => {
    steps.push(step)
    signal.aborted = step === 'print'
  }
  const made = await makeReport(reportInput(reviewer, { onStep, signal }))
  expect({ made, steps }).toEqual({
    made: { ok: false, failure: { code: 'report.cancelled' } },
    steps: ['collect', 'pictures', 'print'],
  })
})

test('a sample identity marks every page and the box of the signature', async () => {
  const sample = makeReportIdentity('ec', true)
  const made = await makeReport(reportInput(sample))
  if (!made.ok) throw new Error(made.failure.code)
  const pages = new PdfOnDisk(made.value.pdf).pages()
  expect(pages.filter((page) => !page.includes('MUSTER – nicht für Beweiszwecke'))).toEqual([])
  expect(pages.join('')).toMatch(/MUSTER – nicht für Beweiszwecke\. Signiert von Prüfer\/in 1/)
})
