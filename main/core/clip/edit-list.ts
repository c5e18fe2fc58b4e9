import type { CodedSamples } from './coded-samples.ts'

/** A part of the media that is shown: ticks of the track, `from` counted, `to` not; `shift` leads to the time on screen. */
export interface ShownSpan {
  readonly from: number
  readonly to: number
  readonly shift: number
}

/** One showing of a sample. */
export interface Showing {
  readonly sample: number
  readonly pts: number
  readonly end: number
}

/** What the edit list shows and hides; both lists in the order of decoding, `hidden` with the first span's clock. */
export function applyEdits(
  samples: CodedSamples,
  spans: readonly ShownSpan[],
): { readonly shown: Showing[]; readonly hidden: Showing[] } {
  const shown: Showing[] = []
  const hidden: Showing[] = []
  const shift = spans[0]?.shift ?? 0
  for (let sample = 0; sample < samples.count; sample++) {
    const pts = samples.pts[sample] ?? 0
    const end = pts + (samples.duration[sample] ?? 0)
    const before = shown.length
    for (const span of spans) {
      if (pts < span.from || pts >= span.to) continue
      shown.push({ sample, pts: pts + span.shift, end: Math.min(end, span.to) + span.shift })
    }
    if (shown.length === before) hidden.push({ sample, pts: pts + shift, end: end + shift })
  }
  return { shown, hidden }
}
