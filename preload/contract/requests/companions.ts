import { z } from 'zod'
import type { CompanionCalls } from '../companions.ts'
import { decoder, path, type Requests } from './decoder.ts'

export const companionRequests: Requests<CompanionCalls> = {
  saveCompanion: decoder(z.strictObject({ path, recipient: z.string().max(500) })),
}
