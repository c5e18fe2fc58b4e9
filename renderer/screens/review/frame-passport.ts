import type { FrameTable } from '../../../main/core/clip/frame-table.ts'
import type { BundleFacts, ClipFacts } from '../../../main/core/seal/bundle-facts.ts'
import { deviceClock, mediaTime } from '../../figures.ts'

/** One frame named so that another person with another tool finds the same picture. One fact a line, words of no language. */
export function framePassport(
  bundle: BundleFacts,
  clip: ClipFacts,
  table: FrameTable,
  frame: number,
): string {
  const clock = deviceClock(clip, table, frame)
  return [
    `bundle ${bundle.manifestSha256}`,
    `clip ${clip.path}`,
    `clip-sha256 ${clip.sha256}`,
    `frame ${frame}`,
    `pts ${table.pts[frame] ?? ''} @ ${table.timeBase.num}/${table.timeBase.den}`,
    `media-time ${mediaTime(table, frame)}`,
    ...(clock ? [`device-time ${clock.date}T${clock.time}${clock.offset}`] : []),
    `frame-table ${table.sha256}`,
  ].join('\n')
}
