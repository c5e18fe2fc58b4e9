import { z } from 'zod'
import { mostPurpose } from '../../../main/core/access/access-record.ts'
import { mostPeaks } from '../../../main/core/clip/sound-peaks.ts'
import type { TimelineCalls } from '../timeline.ts'
import { clip, decoder, type Requests } from './decoder.ts'

const peaks = z.instanceof(Uint8Array).refine(({ length }) => length <= mostPeaks + 64)

export const timelineRequests: Requests<TimelineCalls> = {
  keptPeaks: decoder(z.strictObject({ clip })),
  keepPeaks: decoder(z.strictObject({ clip, peaks })),
  exportTranscript: decoder(z.strictObject({ clip, recipient: z.string().max(2 * mostPurpose) })),
}
