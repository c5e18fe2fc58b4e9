import { deviceTimeAt } from '../core/clip/clocks.ts'
import { frameCount, stampOf, type FrameTable } from '../core/clip/frame-table.ts'
import type { Passport, PassportReference } from '../core/clip/passport.ts'
import { referenceClockOf, timeByReference } from '../core/clip/reference-clock.ts'
import type { Failure } from '../core/failure.ts'
import type { PictureProcessing } from '../core/picture/processing.ts'
import { fail, ok, type Result } from '../core/result.ts'
import type { ClipFacts } from '../core/seal/bundle-facts.ts'
import type { ExaminedPicture, FrameRoom } from '../frame-room.ts'
import type { EntryFacts } from '../core/ledger/entry-facts.ts'
import type { JudgedFile } from '../verify/judged-file.ts'
import { chunksBehind } from './annotation-at.ts'
import type { ClipRoom } from './clip-room.ts'
import type { OpenCase } from './open-case.ts'

/** A frame of the open case, examined: its passport, and the picture where there is one. */
export interface FrameFacts {
  readonly facts: ClipFacts
  readonly passport: Passport
  readonly picture: ExaminedPicture
}

/** Where frames come from: a judged bundle, its clips, and what its ledger says of their clocks. */
export interface FrameSource {
  readonly judged: JudgedFile
  readonly clips: ClipRoom
  readonly entries: () => readonly EntryFacts[]
}

/** The frames of an open case. */
export function framesOf(open: OpenCase): FrameSource {
  return { judged: open.judged, clips: open.clips, entries: () => open.records.entries() }
}

/** Decodes the frame anew and names it with all that it is made of. */
export async function examineFrame(
  source: FrameSource,
  room: FrameRoom,
  asked: { readonly clip: number; readonly frame: number },
  wish: { readonly still: boolean; readonly processing: PictureProcessing | null },
): Promise<Result<FrameFacts, Failure>> {
  const facts = source.judged.facts().case?.clips.find((known) => known.number === asked.clip)
  const sealed = source.clips.clip(asked.clip)
  if (!facts || !sealed) return fail({ code: 'file.notFound', name: String(asked.clip) })
  const table = await source.clips.table(asked.clip)
  if (!table.ok) return table
  if (asked.frame >= frameCount(table.value)) return notShown(asked.frame, 'notDecodable')
  const seen = await room.examine(asked.clip, table.value, asked.frame, wish)
  if (!seen.ok) return notShown(asked.frame, seen.failure.missing)
  const { frame } = asked
  const chunks = await chunksBehind(sealed, table.value, frame)
  const passport = passportOf({ source, facts, chunks, table: table.value, frame }, seen.value)
  return ok({ facts, passport, picture: seen.value })
}

function notShown(frame: number, reason: string): Result<never, Failure> {
  return fail({ code: 'frame.notShown', frame, reason })
}

interface FramePlace {
  readonly source: FrameSource
  readonly facts: ClipFacts
  readonly chunks: Passport['chunks']
  readonly table: FrameTable
  readonly frame: number
}

function passportOf(place: FramePlace, seen: ExaminedPicture): Passport {
  const { source, facts, chunks, table, frame } = place
  const pts = table.pts[frame] ?? 0
  return {
    bundle: source.judged.facts().manifestSha256,
    clip: { path: facts.path, sha256: facts.sha256 },
    frameTable: table.sha256,
    frame,
    pts: stampOf(table, frame),
    timeBase: table.timeBase,
    deviceTime: deviceTimeAt(facts, pts, table.timeBase),
    reference: referenceAt(place, pts),
    chunks,
    sample: seen.sample,
    picture: {
      width: seen.width,
      height: seen.height,
      pixelFormat: seen.pixelFormat,
      decoder: seen.decoder,
      sha256: seen.pixelsSha256,
    },
  }
}

function referenceAt({ source, facts, table }: FramePlace, pts: number): PassportReference | null {
  const bundle = source.judged.facts().manifestSha256
  const clock = referenceClockOf(bundle, facts, source.entries())
  const time = clock && timeByReference(clock, pts, table.timeBase)
  if (!clock || time === null) return null
  return {
    time,
    offsetMs: clock.offsetMs,
    uncertaintyMs: clock.uncertaintyMs,
    source: clock.source,
    entry: clock.entry,
  }
}
