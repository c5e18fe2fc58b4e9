import { frameAt, type FrameTable } from '../../../main/core/clip/frame-table.ts'
import { parseFrame } from '../../figures.ts'

/** The frame that people mean by a number ("18 437") or a media time ("12:17,48"); undefined when there is none. */
export function parsePlace(text: string, table: FrameTable): number | undefined {
  const frame = parseFrame(text.trim())
  if (frame !== undefined) return frame < table.pts.length ? frame : undefined
  const time = /^(?:(\d{1,2}):)?(\d{1,3}):(\d{1,2})(?:[.,](\d{1,6}))?$/.exec(text.trim())
  if (!time) return undefined
  const [, hours = '0', minutes = '0', seconds = '0', part = '0'] = time
  const at = Number(hours) * 3600 + Number(minutes) * 60 + Number(`${seconds}.${part}`)
  const end = (table.end * table.timeBase.num) / table.timeBase.den
  return at < end ? frameAt(table, at) : undefined
}
