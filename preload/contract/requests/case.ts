import { z } from 'zod'
import type { CaseCalls } from '../workstation.ts'
import { clip, count, decoder, language, nothing, path, reason, type Requests, seq } from './decoder.ts'

const pixels = z.number().int().min(0).max(65_535)

const draft = z.strictObject({
  clip,
  from: count,
  to: count,
  kind: z.enum(['observation', 'inference', 'assessment']),
  category: z.string().min(1).max(64),
  text: z.string().max(8_000),
  region: z.strictObject({ x: pixels, y: pixels, width: pixels, height: pixels }).exactOptional(),
})

export const caseRequests: Requests<CaseCalls> = {
  start: decoder(nothing),
  setLanguage: decoder(z.strictObject({ language })),
  chooseBundle: decoder(nothing),
  openBundle: decoder(z.strictObject({ path })),
  openSample: decoder(nothing),
  closeBundle: decoder(nothing),
  frameTable: decoder(z.strictObject({ clip })),
  unlock: decoder(nothing),
  continueLedger: decoder(nothing),
  annotate: decoder(draft),
  correctAnnotation: decoder(z.strictObject({ entry: seq, draft, reason })),
  withdrawAnnotation: decoder(z.strictObject({ entry: seq, reason })),
  verifyFile: decoder(z.strictObject({ path })),
  chooseToVerify: decoder(nothing),
  pauseVerification: decoder(z.strictObject({ paused: z.boolean() })),
  watching: decoder(z.strictObject({ clip, frame: count })),
  copyText: decoder(z.strictObject({ text: z.string().max(100_000) })),
}
