import type { RedactionPlan } from '../../main/core/redaction/plan.ts'
import { type ListedTable, sizeOfFile, tableOf } from '../listed-table.ts'
import { openEngine } from '../player/engine/open-engine.ts'
import { Outbox } from './outbox.ts'
import { redactClip, type RedactedClip } from './redact-clip.ts'

/** What main asks of this page, and what it hears of the new clip. */
declare global {
  var redactionRoom: {
    /** Resolves when every part was fetched. */
    redact(clip: number, table: ListedTable, plan: RedactionPlan): Promise<RedactedClip>
    /** Frames that are done, and a part of the new clip where one waits: its place, and its bytes in Base64. */
    next(): Promise<{ readonly frames: number; readonly position: number; readonly bytes: string | null }>
  }
}

const cacheBytes = 192 * 1024 * 1024
/** Milliseconds; so often main hears how far it is. */
const patience = 250
let outbox = new Outbox()
let frames = 0

globalThis.redactionRoom = {
  async redact(clip, listed, plan) {
    const made = new Outbox()
    outbox = made
    frames = 0
    const table = tableOf(listed)
    const url = new URL(`/clip/${clip}`, location.href).href
    const size = await sizeOfFile(url)
    const engine = await openEngine(url, size, table, cacheBytes)
    if (!engine) throw new Error('no decoder')
    try {
      return await redactClip(
        engine,
        table,
        plan,
        { url, size, into: made.stream },
        (done) => (frames = done),
      )
    } finally {
      engine.close()
    }
  },
  async next() {
    const part = await outbox.take(patience)
    return { frames, position: part?.position ?? 0, bytes: part ? base64(part.bytes) : null }
  },
}

function base64(bytes: Uint8Array): string {
  let text = ''
  for (let at = 0; at < bytes.length; at += 32_768)
    text += String.fromCharCode(...bytes.subarray(at, at + 32_768))
  return btoa(text)
}
