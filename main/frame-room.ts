import { createHash } from 'node:crypto'
import { BrowserWindow } from 'electron'
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
  /** Decoder, pixel format and colour matrix: other settings give other pictures. */
  readonly decoder: string
}

/** A hidden window that decodes single frames by their number, for reports and for work without a window. */
export interface FrameRoom {
  /** The frame named, or why it cannot be shown. The clip is served from the open case under its number. */
  picture(
    clip: number,
    fileSize: number,
    table: FrameTable,
    frame: number,
  ): Promise<Result<RoomPicture, 'brokenChunk' | 'notDecodable'>>
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
  return {
    picture: async (clip, fileSize, table, frame) => {
      const wanted = `${clip}/${table.sha256}`
      if (loaded !== wanted) {
        await ask(`frameRoom.load(${clip}, ${fileSize}, ${travelling(table)})`)
        loaded = wanted
      }
      return readAnswer(await ask(`frameRoom.picture(${frame})`))
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
function readAnswer(answer: unknown): Result<RoomPicture, 'brokenChunk' | 'notDecodable'> {
  if (typeof answer !== 'object' || answer === null) return fail('notDecodable')
  const [png, width, height, decoder] = ['png', 'width', 'height', 'decoder'].map((name): unknown =>
    Reflect.get(answer, name),
  )
  if (typeof png !== 'string' || typeof width !== 'number' || typeof height !== 'number') {
    return fail(Reflect.get(answer, 'missing') === 'brokenChunk' ? 'brokenChunk' : 'notDecodable')
  }
  const bytes = new Uint8Array(Buffer.from(png, 'base64'))
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  return ok({ png: bytes, width, height, sha256, decoder: typeof decoder === 'string' ? decoder : '' })
}
