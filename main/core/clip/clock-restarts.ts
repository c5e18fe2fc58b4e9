import type { CodedSamples } from './coded-samples.ts'

/** Where the recording's clock began anew, and by how much the table counts on against the file's own stamps. */
interface SampleRestart {
  readonly sample: number
  readonly ticks: number
}

/**
 * Recordings joined end to end, or a recorder whose clock was put back: from a key picture on that claims to come no
 * later than one decoded before it, times are counted on where the earlier ones end. Sorted by the file's stamps alone
 * the pictures of both parts would lie mixed among each other.
 */
export function continuous(samples: CodedSamples): {
  readonly samples: CodedSamples
  readonly restarts: readonly SampleRestart[]
} {
  const restarts: SampleRestart[] = []
  const pts = new Float64Array(samples.count)
  let [ticks, end, latest] = [0, 0, -Infinity]
  for (let sample = 0; sample < samples.count; sample++) {
    const stamp = samples.pts[sample] ?? 0
    if (samples.key[sample] === 1 && stamp + ticks <= latest) {
      ticks = end - stamp
      restarts.push({ sample, ticks })
    }
    pts[sample] = stamp + ticks
    if (stamp + ticks <= latest) continue
    const length = samples.duration[sample] ?? 0
    // The last picture without a duration is taken to last as long as the one before it.
    end = stamp + ticks + Math.max(1, length > 0 ? length : stamp + ticks - latest)
    latest = stamp + ticks
  }
  return { samples: restarts.length > 0 ? { ...samples, pts } : samples, restarts }
}
