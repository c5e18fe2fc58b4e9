import { z } from 'zod'
import type { ExchangeCalls } from '../exchange.ts'
import { decoder, nothing, reason, type Requests, seq } from './decoder.ts'

const chain = z.string().min(1).max(100)
const hash = z.string().regex(/^[0-9a-f]{64}$/)

export const exchangeRequests: Requests<ExchangeCalls> = {
  exchange: decoder(nothing),
  handOver: decoder(z.strictObject({ blind: z.boolean(), recipient: z.string().min(1).max(250) })),
  takeIn: decoder(nothing),
  compareWith: decoder(z.strictObject({ chain })),
  countersign: decoder(z.strictObject({ chain, entry: seq.nullable(), assent: z.boolean(), text: reason })),
  beginBlindReview: decoder(nothing),
  revealOthers: decoder(nothing),
  decideBetween: decoder(z.strictObject({ annotation: z.string().min(1).max(100), chosen: hash, reason })),
  requireSupervisor: decoder(z.strictObject({ needed: z.boolean() })),
}
