import { z } from 'zod'
import { mostPurpose } from '../../../main/core/access/access-record.ts'
import { mostYears } from '../../../main/core/access/retention.ts'
import type { AccessCalls } from '../access.ts'
import { clip, count, decoder, nothing, type Requests } from './decoder.ts'

const span = z.strictObject({ from: count, to: count, rate: z.number().int().min(-100_000).max(100_000) })

export const accessRequests: Requests<AccessCalls> = {
  statePurpose: decoder(
    z.strictObject({ reason: z.string().max(2 * mostPurpose), mandate: z.string().max(mostPurpose) }),
  ),
  reportSeen: decoder(z.strictObject({ clip, spans: z.array(span).max(10_000) })),
  accessLog: decoder(nothing),
  exportAccessLog: decoder(
    z.strictObject({ form: z.enum(['csv', 'pdf']), recipient: z.string().max(2 * mostPurpose) }),
  ),
  eraseExpiredAccesses: decoder(nothing),
  continueAccessLog: decoder(nothing),
  accessRetention: decoder(nothing),
  setAccessRetention: decoder(z.strictObject({ years: z.number().int().min(1).max(mostYears) })),
}
