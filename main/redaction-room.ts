import { createHash } from 'node:crypto'
import { BrowserWindow } from 'electron'
import { z } from 'zod'
import type { FrameTable } from './core/clip/frame-table.ts'
import type { RedactionPlan } from './core/redaction/plan.ts'
import { travelling } from './frame-room.ts'
import { lockedPage } from './window.ts'

/** A clip made anew without what was to be hidden, and what was done to it. */
export interface RedactedCopy {
  /** MP4. */
  readonly bytes: Uint8Array
  readonly sha256: string
  readonly codec: string
  readonly frames: number
  /** Frames without a picture: black throughout. */
  readonly blank: readonly number[]
  readonly sound: 'none' | 'copied' | 'silenced' | 'dropped'
  readonly soundCodec: string
  /** Packets that are silence now. */
  readonly silenced: number
}

const factsShape = z.object({
  codec: z.string(),
  frames: z.number().int(),
  blank: z.array(z.number().int()),
  sound: z.enum(['none', 'copied', 'silenced', 'dropped']),
  soundCodec: z.string(),
  silenced: z.number().int(),
  size: z.number().int(),
})

const part = 4 << 20

/** Decodes, paints over and encodes the clip in a hidden window of its own, over verified bytes alone. */
export async function redactInRoom(
  clip: number,
  table: FrameTable,
  plan: RedactionPlan,
): Promise<RedactedCopy> {
  const window = new BrowserWindow({
    show: false,
    webPreferences: { ...lockedPage, devTools: false, backgroundThrottling: false },
  })
  const ask = (code: string): Promise<unknown> => window.webContents.executeJavaScript(code)
  try {
    await window.loadURL('app://ui/frame-room.html')
    const said = await ask(`redactionRoom.redact(${clip}, ${travelling(table)}, ${JSON.stringify(plan)})`)
    const { size, ...facts } = factsShape.parse(said)
    const parts: Buffer[] = []
    for (let from = 0; from < size; from += part) {
      const text = z.string().parse(await ask(`redactionRoom.take(${from}, ${Math.min(size, from + part)})`))
      parts.push(Buffer.from(text, 'base64'))
    }
    const bytes = new Uint8Array(Buffer.concat(parts))
    return { ...facts, bytes, sha256: createHash('sha256').update(bytes).digest('hex') }
  } finally {
    window.destroy()
  }
}
