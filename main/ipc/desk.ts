import type { Language } from '../core/language.ts'
import type { BrowserWindow } from 'electron'
import type { Phrases } from '../phrases.ts'
import type { KeptJudging } from '../judge.ts'
import type { Places } from '../places.ts'
import type { FrameRoom } from '../frame-room.ts'
import type { SigningIdentity } from '../core/signing.ts'

/** What stands around every case on this workstation. */
export interface Desk {
  readonly home: string
  /** Where the office's own files lie (letterhead, text blocks, vocabulary): in the installed home. */
  readonly officeFolder: string
  readonly places: Places
  readonly judging: KeptJudging
  readonly version: string
  /** SHA-256 over the list of the program's own files, lower-case hex: which build wrote a report. */
  readonly buildSha256: string
  readonly phrasesIn: (language: Language) => Phrases
  /** The identity that ships for trying out; it signs for the sample bundle only. */
  readonly sampleIdentity: () => Promise<SigningIdentity | undefined>
  /** The hidden window that decodes single frames for reports. */
  readonly frameRoom: () => Promise<FrameRoom>
  /** Prints a whole page in a hidden window. */
  readonly printToPdf: (html: string) => Promise<Uint8Array>
  readonly window: () => BrowserWindow | undefined
}
