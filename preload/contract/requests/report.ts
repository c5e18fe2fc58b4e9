import { z } from 'zod'
import type { ReportCalls } from '../report.ts'
import { decoder, language, nothing, path, type Requests, seq } from './decoder.ts'

const line = z.string().max(500)
const number = z.string().regex(/^[A-Za-z0-9-]{1,64}$/)

const wish = z.strictObject({
  language,
  entries: z.array(seq).max(10_000),
  mandate: z.string().max(4_000),
  purpose: z.string().max(4_000),
  recipients: z.array(line).max(50),
})

export const reportRequests: Requests<ReportCalls> = {
  reportDefaults: decoder(nothing),
  previewReport: decoder(wish),
  signReport: decoder(wish),
  cancelReport: decoder(nothing),
  reprintReport: decoder(z.strictObject({ number, recipient: line })),
  requestTimestamp: decoder(z.strictObject({ number })),
  addTimestamp: decoder(z.strictObject({ number })),
  showReport: decoder(z.strictObject({ path })),
  officeFiles: decoder(nothing),
  showOfficeFolder: decoder(nothing),
}
