import { createHash } from 'node:crypto'
import { BrowserWindow } from 'electron'
import { z } from 'zod'
import type { FrameTable } from './core/clip/frame-table.ts'
import type { PictureProcessing } from './core/picture/processing.ts'
import { fail, ok, type Result } from './core/result.ts'
import { lockedPage } from './window.ts'

/** A decoded frame in its own pixels. */
export interface RoomPicture {
  readonly png: Uint8Array
  readonly width: number
  readonly height: number
  /** Of the PNG, lower-case hex. */
  readonly sha256: string
  /** Of the decoded planes without padding, lower-case hex. */
  readonly pixelsSha256: string
  /** Decoder and pixel format: other settings give other pictures. */
  readonly decoder: string
}

/** A decoded frame and all that was asked for with it. */
export interface ExaminedPicture extends RoomPicture {
  readonly pixelFormat: string
  /** The coded sample, as the decoder got it. */
  readonly sample: { readonly bytes: number; readonly sha256: string }
  /** What the recording tells of its colours; empty where it tells nothing. */
  readonly colour: ColourFacts
  /** The picture after processing, and the hash of that PNG; null when none was asked for. */
  readonly processed: { readonly png: Uint8Array; readonly sha256: string } | null
}

export interface ColourFacts {
  readonly matrix: string
  readonly primaries: string
  readonly transfer: string
  readonly range: string
}

/** What could be told of a frame without a picture of it. */
export interface UnseenFrame {
  readonly missing: Missing
  readonly sample: ExaminedPicture['sample'] | null
}

/** Why there is no picture: bytes that do not match the seal, bytes that are no picture, or no decoder for them. */
export type Missing = 'brokenChunk' | 'notDecodable' | 'noDecoder'

/** A hidden window that decodes single frames by their number, for reports and for work without a window. */
export interface FrameRoom {
  /** The frame named, or why it cannot be shown. The clip is served from the open case under its number. */
  picture(clip: number, table: FrameTable, frame: number): Promise<Result<RoomPicture, Missing>>
  /** Hash of the decoded planes alone, for comparing: much faster than the picture. */
  pixelsSha256(clip: number, table: FrameTable, frame: number): Promise<Result<string, Missing>>
  /** The frame with its coded sample, unscaled and, if so wished, processed; `still` false leaves the PNG out. */
  examine(
    clip: number,
    table: FrameTable,
    frame: number,
    wish: { readonly still: boolean; readonly processing: PictureProcessing | null },
  ): Promise<Result<ExaminedPicture, UnseenFrame>>
  close(): void
}

export async function openFrameRoom(): Promise<FrameRoom> {
  const window = new BrowserWindow({
    show: false,
    webPreferences: { ...lockedPage, devTools: false, backgroundThrottling: false },
  })
  await window.loadURL('app://ui/frame-room.html')
  let loaded = ''
  let last: Promise<unknown> = Promise.resolve()
  const ask = (code: string): Promise<unknown> => window.webContents.executeJavaScript(code)
  const answerNow = async (clip: number, table: FrameTable, frame: number, wish: Wish): Promise<Answer> => {
    const wanted = `${clip}/${table.sha256}`
    if (loaded !== wanted) await ask(`frameRoom.load(${clip}, ${travelling(table)})`)
    loaded = wanted
    return answerShape.parse(await ask(`frameRoom.picture(${frame}, ${JSON.stringify(wish)})`))
  }
  /** One after the other: the room holds one clip at a time, and a second wish would overtake the first. */
  const answer = (...asked: Parameters<typeof answerNow>): Promise<Answer> => {
    const next = last.then(() => answerNow(...asked))
    last = next.catch(() => undefined)
    return next
  }
  return {
    picture: async (clip, table, frame) =>
      readPicture(await answer(clip, table, frame, { still: true, sample: false, processing: null })),
    pixelsSha256: async (clip, table, frame) => {
      const wish = { still: false, sample: false, processing: null }
      const { missing, sha256 } = await answer(clip, table, frame, wish)
      return missing ? fail(missing) : ok(sha256)
    },
    examine: async (clip, table, frame, wish) =>
      readExamined(await answer(clip, table, frame, { ...wish, sample: true })),
    close: () => window.destroy(),
  }
}

interface Wish {
  readonly still: boolean
  readonly sample: boolean
  readonly processing: PictureProcessing | null
}

/** Columns as plain lists: the way into the window is a line of code. */
export function travelling(table: FrameTable): string {
  return JSON.stringify(table, (_name, value: unknown) => (ArrayBuffer.isView(value) ? listOf(value) : value))
}

function listOf(column: ArrayBufferView): number[] {
  return column instanceof Float64Array || column instanceof Uint32Array || column instanceof Uint8Array
    ? Array.from(column)
    : []
}

/** The page is our own, yet what it says has come through a decoder: it is looked at before it is believed. */
const answerShape = z.object({
  missing: z.enum(['brokenChunk', 'notDecodable', 'noDecoder']).optional(),
  png: z.string(),
  processed: z.string(),
  width: z.number().int(),
  height: z.number().int(),
  sha256: z.string(),
  format: z.string(),
  sampleSha256: z.string(),
  sampleBytes: z.number().int(),
  colour: z.object({ matrix: z.string(), primaries: z.string(), transfer: z.string(), range: z.string() }),
})

type Answer = z.infer<typeof answerShape>

function readPicture(answer: Answer): Result<RoomPicture, Missing> {
  if (answer.missing) return fail(answer.missing)
  const { width, height, format } = answer
  const png = pngOf(answer.png)
  return ok({ ...png, width, height, pixelsSha256: answer.sha256, decoder: `WebCodecs ${format}` })
}

function readExamined(answer: Answer): Result<ExaminedPicture, UnseenFrame> {
  const { missing, sampleSha256: hash, sampleBytes: bytes, format: pixelFormat, colour } = answer
  const sample = { bytes, sha256: hash }
  const picture = readPicture(answer)
  if (!picture.ok || missing)
    return fail({ missing: missing ?? 'notDecodable', sample: hash ? sample : null })
  const processed = answer.processed === '' ? null : pngOf(answer.processed)
  const decoder = `WebCodecs, Chromium ${process.versions['chrome'] ?? ''}, software`
  return ok({ ...picture.value, decoder, pixelFormat, sample, colour, processed })
}

function pngOf(base64: string): { readonly png: Uint8Array; readonly sha256: string } {
  const png = new Uint8Array(Buffer.from(base64, 'base64'))
  return { png, sha256: createHash('sha256').update(png).digest('hex') }
}
