import { z } from 'zod'
import type { WindowCalls } from '../window.ts'
import { decoder, type Requests } from './decoder.ts'

export const windowRequests: Requests<WindowCalls> = {
  zoomPage: decoder(z.strictObject({ step: z.literal([-1, 0, 1]) })),
}
