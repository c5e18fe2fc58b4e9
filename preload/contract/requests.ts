import { z } from 'zod'
import type { Workstation } from './workstation.ts'

// The window's policy forbids eval, and main needs no generated code either.
z.config({ jitless: true })

/** Turns what came over the border into a request, or throws: a malformed request is a defect, never a user's mistake. */
export type Decode<T> = (value: unknown) => T

type Request<K extends keyof Workstation> = Parameters<Workstation[K]> extends [infer R] ? R : undefined

const count = z.number().int().min(0).max(Number.MAX_SAFE_INTEGER)
const clip = z.number().int().min(1).max(100_000)
const seq = z.number().int().min(1).max(Number.MAX_SAFE_INTEGER)
const path = z.string().min(1).max(32_767)
const reason = z.string().max(2_000)
const language = z.enum(['de', 'en'])
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

const nothing = z.undefined()

/** One decoder a call; a call without one does not exist. */
export const requests: { readonly [K in keyof Workstation]: Decode<Request<K>> } = {
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
  signReport: decoder(z.strictObject({ language, entries: z.array(seq).max(10_000) })),
  verifyFile: decoder(z.strictObject({ path })),
  chooseToVerify: decoder(nothing),
  pauseVerification: decoder(z.strictObject({ paused: z.boolean() })),
  watching: decoder(z.strictObject({ clip, frame: count })),
  copyText: decoder(z.strictObject({ text: z.string().max(100_000) })),
  showReport: decoder(z.strictObject({ path })),
}

function decoder<T>(schema: z.ZodType<T>): Decode<T> {
  return (value) => schema.parse(value)
}
