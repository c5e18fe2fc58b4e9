import { z } from 'zod'
import type { NoteCalls } from '../notes.ts'
import { draft } from './case.ts'
import { decoder, nothing, reason, type Requests, seq } from './decoder.ts'

const target = z.union([
  z.strictObject({ kind: z.literal('new') }),
  z.strictObject({ kind: z.literal('correction'), entry: seq, reason }),
])

const unsigned = z.strictObject({ target, content: draft })

/** A draft as it was kept: what comes back from the disk is decoded like what comes from the window. */
export const keptDraftShape = z.strictObject({ at: z.iso.datetime(), draft: unsigned })

export const noteRequests: Requests<NoteCalls> = {
  keepDraft: decoder(unsigned),
  keptDraft: decoder(nothing),
  dropDraft: decoder(nothing),
  search: decoder(z.strictObject({ words: z.string().max(500) })),
}
