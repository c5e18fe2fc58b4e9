import { z } from 'zod'
import type { IntakeCalls } from '../intake.ts'
import { decoder, type Requests } from './decoder.ts'

const line = z.string().max(500)

export const intakeRequests: Requests<IntakeCalls> = {
  chooseFootage: decoder(z.strictObject({ folder: z.boolean() })),
  sealAtIntake: decoder(
    z.strictObject({
      case: z.strictObject({ fileNumber: line, incident: line, office: line, title: line }),
      exhibit: z.strictObject({ number: line, medium: line, serial: line }),
      device: z.strictObject({ id: line, serial: line, model: line }),
      custody: z
        .array(z.strictObject({ at: line, by: line, act: z.string().max(2_000) }))
        .min(1)
        .max(50),
    }),
  ),
}
