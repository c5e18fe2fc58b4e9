import type { FrameTable } from './frame-table.ts'

/**
 * Runs of frames that the clip's own tables name and whose bytes lie behind its end, first and last both counted:
 * the recording was cut off. In presentation order; empty for whole files and for packed containers, which are
 * counted from what is there.
 */
export function missingFrames(
  { layout, offset, size }: Pick<FrameTable, 'layout' | 'offset' | 'size'>,
  fileSize: number,
): readonly { readonly from: number; readonly to: number }[] {
  const runs: { from: number; to: number }[] = []
  if (layout === 'packed') return runs
  offset.forEach((at, frame) => {
    if (at + (size[frame] ?? 0) <= fileSize) return
    const last = runs.at(-1)
    if (last && last.to === frame - 1) last.to = frame
    else runs.push({ from: frame, to: frame })
  })
  return runs
}
