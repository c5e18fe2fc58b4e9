import { createHash } from 'node:crypto'
import { BrowserWindow } from 'electron'
import { z } from 'zod'
import type { FrameTable } from './core/clip/frame-table.ts'
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

/** Why there is no picture: bytes that do not match the seal, bytes that are no picture, or no decoder for them. */
export type Missing = 'brokenChunk' | 'notDecodable' | 'noDecoder'

/** A hidden window that decodes single frames by their number, for reports and for work without a window. */
export interface FrameRoom {
  /** The frame named, or why it cannot be shown. The clip is served from the open case under its number. */
  picture(clip: number, table: FrameTable, frame: number): Promise<Result<RoomPicture, Missing>>
  /** Hash of the decoded planes alone, for comparing: much faster than the picture. */
  pixelsSha256(clip: number, table: FrameTable, frame: number): Promise<Result<string, Missing>>
  close(): void
}

export async function openFrameRoom(): Promise<FrameRoom> {
  const window = new BrowserWindow({
    show: false,
    webPreferences: { ...lockedPage, devTools: false, backgroundThrottling: false },
  })
  await window.loadURL('app://ui/frame-room.html')
  let loaded = ''
  const ask = (code: string): Promise<unknown> => window.webContents.executeJavaScript(code)
  const answer = async (clip: number, table: FrameTable, frame: number, still: boolean) => {
    const wanted = `${clip}/${table.sha256}`
    if (loaded !== wanted) await ask(`frameRoom.load(${clip}, ${travelling(table)})`)
    loaded = wanted
    return answerShape.parse(await ask(`frameRoom.picture(${frame}, ${still})`))
  }
  return {
    picture: async (clip, table, frame) => readPicture(await answer(clip, table, frame, true)),
    pixelsSha256: async (clip, table, frame) => {
      const { missing, sha256 } = await answer(clip, table, frame, false)
      return missing ? fail(missing) : ok(sha256)
    },
    close: () => window.destroy(),
  }
}

/** Columns as plain lists: the way into the window is a line of code. */
function travelling(table: FrameTable): string {
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
  width: z.number().int(),
  height: z.number().int(),
  sha256: z.string(),
  format: z.string(),
})

function readPicture(answer: z.infer<typeof answerShape>): Result<RoomPicture, Missing> {
  if (answer.missing) return fail(answer.missing)
  const png = new Uint8Array(Buffer.from(answer.png, 'base64'))
  const sha256 = createHash('sha256').update(png).digest('hex')
  const { width, height, format } = answer
  return ok({ png, width, height, sha256, pixelsSha256: answer.sha256, decoder: `WebCodecs ${format}` })
}
