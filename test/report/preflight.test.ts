import { expect, test } from 'vitest'
import { madeReport } from '../support/made-report.ts'
import { hasPreflight, onlyPdfA1, PdfOnDisk } from '../support/pdf-tools.ts'
import { makeReportIdentity } from '../support/report-identity.ts'

test.skipIf(!hasPreflight)(
  'what is done after printing breaks no rule of archiving but those of PDF/A-1 alone',
  async () => {
    const { pdf } = await madeReport(makeReportIdentity('ec'))
    const codes = new PdfOnDisk(pdf).preflightCodes()
    expect(codes.filter((code) => !onlyPdfA1.includes(code))).toEqual([])
  },
)
