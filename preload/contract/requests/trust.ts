import { z } from 'zod'
import type { TrustCalls } from '../trust.ts'
import { decoder, nothing, type Requests } from './decoder.ts'

export const trustRequests: Requests<TrustCalls> = {
  trust: decoder(nothing),
  importTrust: decoder(z.strictObject({ twoPersons: z.boolean() })),
}
