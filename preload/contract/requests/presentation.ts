import { z } from 'zod'
import type { PresentationCalls } from '../presentation.ts'
import { clip, count, decoder, nothing, type Requests } from './decoder.ts'

export const presentationRequests: Requests<PresentationCalls> = {
  displays: decoder(nothing),
  startPresentation: decoder(
    z.strictObject({
      occasion: z.enum(['hearing', 'interview', 'other']),
      audience: z.string().max(2_000),
      elsewhere: z.boolean(),
    }),
  ),
  recordShown: decoder(z.strictObject({ clip, from: count, to: count })),
  endPresentation: decoder(nothing),
}
