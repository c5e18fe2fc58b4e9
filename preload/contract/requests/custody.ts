import { z } from 'zod'
import type { CustodyCalls } from '../custody.ts'
import { decoder, nothing, type Requests } from './decoder.ts'

const digest = z.string().regex(/^[0-9a-f]{64}$/)

export const custodyRequests: Requests<CustodyCalls> = {
  makeWorkingCopy: decoder(nothing),
  cancelWork: decoder(nothing),
  otherPlace: decoder(nothing),
  caseBundles: decoder(nothing),
  addBundle: decoder(nothing),
  switchBundle: decoder(z.strictObject({ sha256: digest })),
  backUpCase: decoder(z.strictObject({ personal: z.boolean() })),
  restoreCase: decoder(nothing),
}
