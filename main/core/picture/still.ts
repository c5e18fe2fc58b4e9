import type { Json } from '../canonical.ts'
import type { Passport } from '../clip/passport.ts'
import { type PictureProcessing, processingSteps } from './processing.ts'

/** A file of a still: its name beside the sidecar, its SHA-256 in lower-case hex. */
export interface StillFile {
  readonly name: string
  readonly sha256: string
}

/** What the sidecar of a still says. */
export interface StillFacts {
  readonly passport: Passport
  readonly picture: StillFile
  /** The decoded picture's colours as the recording tells them; empty where it tells nothing. */
  readonly colour: {
    readonly matrix: string
    readonly primaries: string
    readonly transfer: string
    readonly range: string
  }
  /** Who made RGB of the decoder's planes. */
  readonly converter: string
  readonly processed: (StillFile & { readonly processing: PictureProcessing }) | null
  readonly exportedAt: string
  /** SHA-256 of the signer's certificate. */
  readonly signer: string
  readonly program: { readonly name: string; readonly version: string; readonly build: string }
}

/** The sidecar's content: canonical JSON of it is what the detached CMS covers. */
export function stillData(facts: StillFacts): Json {
  const { passport, processed } = facts
  return {
    format: 'asservat-still/1',
    passport: passportData(passport),
    picture: {
      ...facts.picture,
      mediaType: 'image/png',
      conversion: { ...facts.colour, to: 'sRGB', bits: 8, by: facts.converter },
    },
    processed: processed && {
      name: processed.name,
      sha256: processed.sha256,
      mediaType: 'image/png',
      steps: processingSteps(processed.processing),
      processing: { ...processed.processing },
    },
    exportedAt: facts.exportedAt,
    signer: facts.signer,
    program: { ...facts.program },
  }
}

function passportData(passport: Passport): Json {
  return {
    ...passport,
    clip: { ...passport.clip },
    timeBase: { ...passport.timeBase },
    reference: passport.reference && { ...passport.reference },
    chunks: passport.chunks.map((chunk) => ({ ...chunk })),
    sample: { ...passport.sample },
    picture: passport.picture && { ...passport.picture },
  }
}

/** The names of a still's files: running number in the case, clip, frame; the same on every system. */
export function stillNames(number: number, clip: number, frame: number) {
  const digits = (value: number, length: number): string => String(value).padStart(length, '0')
  const stem = `still-${digits(number, 4)}-clip-${digits(clip, 4)}-frame-${digits(frame, 6)}`
  return {
    picture: `${stem}.png`,
    processed: `${stem}-processed.png`,
    sidecar: `${stem}.json`,
    signature: `${stem}.json.p7s`,
  } as const
}
