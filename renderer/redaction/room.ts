import type { RedactionPlan } from '../../main/core/redaction/plan.ts'
import { type ListedTable, sizeOfFile, tableOf } from '../listed-table.ts'
import { openEngine } from '../player/engine/open-engine.ts'
import { redactClip, type RedactedClip } from './redact-clip.ts'

/** What main asks of this page, and what it hears of the new clip. */
declare global {
  var redactionRoom: {
    redact(
      clip: number,
      table: ListedTable,
      plan: RedactionPlan,
    ): Promise<Omit<RedactedClip, 'bytes'> & { size: number }>
    /** Frames that are done. */
    done(): number
    /** A part of the new clip, Base64. */
    take(from: number, to: number): string
  }
}

const cacheBytes = 192 * 1024 * 1024
let made = new Uint8Array()
let frames = 0

globalThis.redactionRoom = {
  async redact(clip, listed, plan) {
    const table = tableOf(listed)
    const url = new URL(`/clip/${clip}`, location.href).href
    const size = await sizeOfFile(url)
    const engine = await openEngine(url, size, table, cacheBytes)
    if (!engine) throw new Error('no decoder')
    try {
      const { bytes, ...facts } = await redactClip(
        engine,
        table,
        plan,
        { url, size },
        (done) => (frames = done),
      )
      made = Uint8Array.from(bytes)
      return { ...facts, size: made.length }
    } finally {
      engine.close()
    }
  },
  done: () => frames,
  take(from, to) {
    let text = ''
    for (let at = from; at < to; at += 32_768)
      text += String.fromCharCode(...made.subarray(at, Math.min(to, at + 32_768)))
    return btoa(text)
  },
}
