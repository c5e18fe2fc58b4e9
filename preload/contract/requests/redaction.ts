import { z } from 'zod'
import type { RedactionCalls } from '../redaction.ts'
import { clip, decoder, language, nothing, type Requests, seq } from './decoder.ts'

const words = z.string().max(500)
const chosen = z.array(seq).max(1_000)

export const redactionRequests: Requests<RedactionCalls> = {
  redactClip: decoder(
    z.strictObject({
      clip,
      masks: chosen,
      mutes: chosen,
      reason: words,
      legalBasis: words,
      language,
      recipient: words,
    }),
  ),
  cancelRedaction: decoder(nothing),
}
