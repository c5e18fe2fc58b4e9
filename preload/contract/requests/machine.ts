import type { MachineCalls } from '../machine.ts'
import { decoder, nothing, type Requests } from './decoder.ts'

export const machineRequests: Requests<MachineCalls> = {
  checkProgram: decoder(nothing),
  collectForSupport: decoder(nothing),
  saveForSupport: decoder(nothing),
}
