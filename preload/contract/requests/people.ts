import { z } from 'zod'
import { ownKeyKinds, type PeopleCalls } from '../people.ts'
import { decoder, nothing, type Requests } from './decoder.ts'

const one = z.strictObject({ id: z.uuid() })
const padding = z.enum(['pkcs1', 'pss'])
const part = z.string().max(64)

export const peopleRequests: Requests<PeopleCalls> = {
  people: decoder(nothing),
  makeIdentity: decoder(
    z.strictObject({ name: part.min(1), office: part, unit: part, kind: z.enum(ownKeyKinds), padding }),
  ),
  saveRequest: decoder(one),
  takeCertificate: decoder(one),
  importKeyFile: decoder(nothing),
  findCards: decoder(nothing),
  connectCard: decoder(
    z.strictObject({ slot: z.number().int().min(0), key: z.string().max(1_024).nullable(), padding }),
  ),
  changePassphrase: decoder(one),
  chooseSigner: decoder(one),
  removeIdentity: decoder(one),
  lock: decoder(nothing),
  setAutoLock: decoder(z.strictObject({ minutes: z.number().int().min(0).max(480) })),
  endWelcome: decoder(nothing),
}
