import { z } from 'zod'
import { processingBounds } from '../../../main/core/picture/processing.ts'
import type { StageCalls } from '../stage.ts'
import { clip, count, decoder, nothing, reason, type Requests } from './decoder.ts'

const within = ([least, most]: readonly [number, number]) => z.number().int().min(least).max(most)
const milliseconds = z.number().int().min(Number.MIN_SAFE_INTEGER).max(Number.MAX_SAFE_INTEGER)

const processing = z.strictObject({
  brightness: within(processingBounds.brightness),
  contrast: within(processingBounds.contrast),
  gamma: within(processingBounds.gamma),
  channel: z.enum(['all', 'red', 'green', 'blue', 'luma']),
  invert: z.boolean(),
  field: z.enum(['both', 'upper', 'lower']),
  difference: z.boolean(),
})

const clock = z.strictObject({
  startedAt: z.string().max(64),
  offsetMs: milliseconds,
  uncertaintyMs: count,
  method: z.enum(['compared', 'sound', 'other']),
  source: z.string().max(500),
  reason,
})

export const stageRequests: Requests<StageCalls> = {
  framePassport: decoder(z.strictObject({ clip, frame: count })),
  findPassport: decoder(
    z.strictObject({
      text: z
        .string()
        .max(64 * 1024)
        .exactOptional(),
    }),
  ),
  passportInClipboard: decoder(nothing),
  setClock: decoder(z.strictObject({ clip, clock })),
  exportStill: decoder(z.strictObject({ clip, frame: count, processing: processing.exactOptional() })),
}
