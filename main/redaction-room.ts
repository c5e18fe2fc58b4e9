import type { FileHandle } from 'node:fs/promises'
import { BrowserWindow } from 'electron'
import { z } from 'zod'
import type { CancelSignal } from './core/bytes.ts'
import type { FrameTable } from './core/clip/frame-table.ts'
import type { RedactionPlan } from './core/redaction/plan.ts'
import { travelling } from './frame-room.ts'
import { lockedPage } from './window.ts'

/** What was done to a clip that was made anew without what was to be hidden. */
export interface RedactedCopy {
  readonly codec: string
  readonly frames: number
  /** Frames without a picture: black throughout. */
  readonly blank: readonly number[]
  readonly sound: 'none' | 'copied' | 'silenced' | 'dropped'
  readonly soundCodec: string
  /** Packets that are silence now. */
  readonly silenced: number
}

export interface RedactionOrder {
  /** Under which the clip is served to the room. */
  readonly clip: number
  readonly table: FrameTable
  readonly plan: RedactionPlan
  readonly signal: CancelSignal
  readonly onFrame: (done: number) => void
}

const factsShape = z.object({
  codec: z.string(),
  frames: z.number().int(),
  blank: z.array(z.number().int()),
  sound: z.enum(['none', 'copied', 'silenced', 'dropped']),
  soundCodec: z.string(),
  silenced: z.number().int(),
})

const partShape = z.object({
  frames: z.number().int().nonnegative(),
  position: z.number().int().nonnegative(),
  bytes: z.string().nullable(),
})

/**
 * Decodes, paints over and encodes the clip in a hidden window of its own, over verified bytes alone, and writes the
 * MP4 part by part; undefined when the signal ended it first.
 */
export async function redactInRoom(
  order: RedactionOrder,
  into: FileHandle,
): Promise<RedactedCopy | undefined> {
  const window = new BrowserWindow({
    show: false,
    webPreferences: { ...lockedPage, devTools: false, backgroundThrottling: false },
  })
  const ask = (code: string): Promise<unknown> => window.webContents.executeJavaScript(code)
  try {
    await window.loadURL('app://ui/frame-room.html')
    const { clip, table, plan } = order
    const making = ask(`redactionRoom.redact(${clip}, ${travelling(table)}, ${JSON.stringify(plan)})`)
    const fetched = await fetchParts(making, () => ask('redactionRoom.next()'), order, into)
    return fetched ? factsShape.parse(await making) : undefined
  } finally {
    window.destroy()
  }
}

/** Whether all parts were written: the room ends only when each of them was fetched. */
async function fetchParts(
  making: Promise<unknown>,
  next: () => Promise<unknown>,
  { signal, onFrame }: RedactionOrder,
  into: FileHandle,
): Promise<boolean> {
  let ended = false
  const end = (): void => void (ended = true)
  making.then(end, end)
  while (!ended) {
    if (signal.aborted) return false
    const { frames, position, bytes } = partShape.parse(await next())
    if (bytes !== null) await writeAt(into, Buffer.from(bytes, 'base64'), position)
    onFrame(frames)
  }
  return true
}

async function writeAt(file: FileHandle, bytes: Buffer, position: number): Promise<void> {
  for (let at = 0; at < bytes.length;) {
    const { bytesWritten } = await file.write(bytes, at, bytes.length - at, position + at)
    at += bytesWritten
  }
}
