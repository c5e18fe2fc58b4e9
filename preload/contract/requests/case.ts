import { z } from 'zod'
import {
  mostLabel,
  mostLegal,
  mostLinks,
  mostTags,
  personCategories,
} from '../../../main/core/annotation/details.ts'
import { drawnKinds, mostPoints, mostTrackKeys } from '../../../main/core/annotation/shape.ts'
import type { CaseCalls } from '../workstation.ts'
import { clip, count, decoder, language, nothing, path, reason, type Requests, seq } from './decoder.ts'

const pixels = z.number().int().min(0).max(65_535)
const region = z.strictObject({ x: pixels, y: pixels, width: pixels, height: pixels })
const points = z.array(z.tuple([pixels, pixels])).max(mostPoints)

const shape = z.union([
  z.strictObject({ kind: z.literal('ellipse') }),
  z.strictObject({ kind: z.enum(drawnKinds), points }),
])

const link = z.union([z.strictObject({ annotation: z.uuid() }), z.strictObject({ clip, frame: count })])

/** What the window may send as a draft; whether it may be said is for the rules of annotations. */
export const draft = z.strictObject({
  clip,
  from: count,
  to: count,
  kind: z.enum(['observation', 'inference', 'assessment']),
  category: z.string().min(1).max(64),
  text: z.string().max(8_000),
  region: region.exactOptional(),
  shape: shape.exactOptional(),
  track: z
    .array(z.strictObject({ frame: count, region }))
    .max(mostTrackKeys)
    .exactOptional(),
  person: z
    .strictObject({ label: z.string().max(mostLabel * 2), category: z.enum(personCategories) })
    .exactOptional(),
  tags: z
    .array(z.string().max(mostLabel * 2))
    .max(mostTags * 2)
    .exactOptional(),
  links: z
    .array(link)
    .max(mostLinks * 2)
    .exactOptional(),
  legal: z
    .string()
    .max(mostLegal * 2)
    .exactOptional(),
  personal: z.boolean().exactOptional(),
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
