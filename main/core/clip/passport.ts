import type { TimeBase } from './frame-table.ts'

/** Bytes of the container, named as the seal names them. */
export interface PassportChunk {
  readonly number: number
  readonly sha256: string
}

/** The reference clock as it stood when the passport was made. */
export interface PassportReference {
  readonly time: string
  readonly offsetMs: number
  readonly uncertaintyMs: number | null
  readonly source: string
  /** The ledger entry that states it; null when it is as sealed. */
  readonly entry: number | null
}

/** The picture as a decoder makes it: the hash is over its visible planes without padding. */
export interface PassportPicture {
  readonly width: number
  readonly height: number
  readonly pixelFormat: string
  readonly decoder: string
  readonly sha256: string
}

/** One frame named so that it is found again, and all by which two people tell that they see the same. Hashes are lower-case hex. */
export interface Passport {
  /** SHA-256 of the bundle's manifest. */
  readonly bundle: string
  readonly clip: { readonly path: string; readonly sha256: string }
  readonly frameTable: string
  /** Presentation index from 0. */
  readonly frame: number
  /** Ticks of the time base. */
  readonly pts: number
  readonly timeBase: TimeBase
  /** RFC 3339 by the camera's own clock; null when unknown. */
  readonly deviceTime: string | null
  readonly reference: PassportReference | null
  /** The chunks that hold the coded sample; in packed containers the first of them. */
  readonly chunks: readonly PassportChunk[]
  /** The coded sample as the decoder gets it. */
  readonly sample: { readonly bytes: number; readonly sha256: string }
  /** null when no decoder makes a picture of it. */
  readonly picture: PassportPicture | null
}

/** What can be told of one fact by two passports; `otherDecoder`: the pictures differ, and so do the decoders. */
export type Agreement = 'same' | 'different' | 'otherDecoder' | 'notKnown'

export type PassportFact = 'bundle' | 'clip' | 'frameTable' | 'frame' | 'chunks' | 'sample' | 'picture'

export interface PassportComparison {
  readonly fact: PassportFact
  readonly agreement: Agreement
}

/** Fact by fact, all of them, in the order in which one leans on the other. */
export function comparePassports(theirs: Passport, ours: Passport): readonly PassportComparison[] {
  const same = (fact: PassportFact, agrees: boolean): PassportComparison => ({
    fact,
    agreement: agrees ? 'same' : 'different',
  })
  return [
    same('bundle', theirs.bundle === ours.bundle),
    same('clip', theirs.clip.sha256 === ours.clip.sha256),
    same('frameTable', theirs.frameTable === ours.frameTable),
    same('frame', theirs.frame === ours.frame && theirs.pts === ours.pts && sameBase(theirs, ours)),
    same('chunks', chunkText(theirs) === chunkText(ours)),
    same('sample', theirs.sample.sha256 === ours.sample.sha256),
    { fact: 'picture', agreement: pictureAgreement(theirs.picture, ours.picture) },
  ]
}

function sameBase(a: Passport, b: Passport): boolean {
  return a.timeBase.num === b.timeBase.num && a.timeBase.den === b.timeBase.den
}

function chunkText({ chunks }: Passport): string {
  return chunks.map(({ number, sha256 }) => `${number} ${sha256}`).join('\n')
}

function pictureAgreement(theirs: PassportPicture | null, ours: PassportPicture | null): Agreement {
  if (!theirs || !ours) return 'notKnown'
  if (theirs.sha256 === ours.sha256) return 'same'
  const alike = theirs.decoder === ours.decoder && theirs.pixelFormat === ours.pixelFormat
  return alike ? 'different' : 'otherDecoder'
}
