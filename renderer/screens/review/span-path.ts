import { shareOf, type Span } from './timeline-scale.ts'

/**
 * Rectangles along a lane as one path: however many stretches there are, no more are drawn than there are pixels.
 * `top` and `height` in pixels. The stretches are in order of time.
 */
export function spanPath(
  stretches: readonly Span[],
  view: Span,
  width: number,
  { top, height }: { readonly top: number; readonly height: number },
): string {
  const parts: string[] = []
  let start = -1
  let end = -1
  const close = (): void => {
    if (end > start) parts.push(`M${start} ${top}H${end}V${top + height}H${start}Z`)
  }
  for (const stretch of stretches) {
    const from = Math.max(0, Math.round(shareOf(view, stretch.from) * width))
    const to = Math.min(width, Math.round(shareOf(view, stretch.to) * width))
    if (to < 0 || from > width) continue
    if (from <= end) {
      end = Math.max(end, to)
      continue
    }
    close()
    // What is shorter than a pixel still shows.
    ;[start, end] = [Math.min(from, width - 1), Math.max(from + 1, to)]
  }
  close()
  return parts.join('')
}
