import { parseMoment } from '../../../main/core/clip/clocks.ts'
import { frameAt, toSeconds, type FrameTable } from '../../../main/core/clip/frame-table.ts'
import { parseFrame } from '../../figures.ts'

/**
 * The frame that people mean by a number ("18 437"), a media time ("12:17,48") or the camera's own clock
 * ("@22:41:07,5", "2026-09-14T22:41:07.500+02:00"); undefined when there is none.
 */
export function parsePlace(text: string, table: FrameTable, startedAt: string | null): number | undefined {
  const clock = clockSeconds(text.trim(), startedAt)
  if (clock !== undefined) return frameAtSeconds(table, clock)
  const frame = parseFrame(text.trim())
  if (frame !== undefined) return frame < table.pts.length ? frame : undefined
  const time = /^(?:(\d{1,2}):)?(\d{1,3}):(\d{1,2})(?:[.,](\d{1,6}))?$/.exec(text.trim())
  if (!time) return undefined
  const [, hours = '0', minutes = '0', seconds = '0', part = '0'] = time
  const at = Number(hours) * 3600 + Number(minutes) * 60 + Number(`${seconds}.${part}`)
  return frameAtSeconds(table, at)
}

function frameAtSeconds(table: FrameTable, seconds: number): number | undefined {
  const [start, end] = [table.pts[0] ?? 0, table.end].map((ticks) => toSeconds(ticks, table.timeBase))
  return seconds >= (start ?? 0) - 0.0005 && seconds < (end ?? 0) ? frameAt(table, seconds) : undefined
}

/** Seconds of media time of a time by the camera's clock; without a day the first such time after the beginning. */
function clockSeconds(text: string, startedAt: string | null): number | undefined {
  const start = startedAt === null ? undefined : parseMoment(startedAt)
  if (!start) return undefined
  const whole = parseMoment(text.replace(',', '.'))
  if (whole) return (whole.at - start.at) / 1000
  const parts = /^@(\d{1,2}):(\d\d)(?::(\d\d)(?:[.,](\d{1,3}))?)?$/.exec(text)
  if (!parts) return undefined
  const [, hours = '0', minutes = '0', seconds = '0', part = '0'] = parts
  const wanted = (Number(hours) * 60 + Number(minutes)) * 60 + Number(`${seconds}.${part}`)
  const day = 86_400
  const begun = (((start.at / 1000 + start.offsetMinutes * 60) % day) + day) % day
  return (((wanted - begun) % day) + day) % day
}
