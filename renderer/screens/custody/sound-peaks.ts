/** The course of a sound: lowest and highest value, -1 to 1, of each of some hundred stretches. */
export interface Peaks {
  readonly seconds: number
  readonly columns: readonly (readonly [number, number])[]
}

const wide = 800

/** Decodes the whole sound from verified bytes; undefined when it cannot be had or is none. */
export async function peaksOf(url: string): Promise<Peaks | undefined> {
  try {
    const answer = await fetch(url)
    if (!answer.ok) return undefined
    // Nothing is played here: no device is opened.
    const decoder = new OfflineAudioContext(1, 1, 48_000)
    const sound = await decoder.decodeAudioData(await answer.arrayBuffer())
    const channels = Array.from({ length: sound.numberOfChannels }, (_, i) => sound.getChannelData(i))
    return { seconds: sound.duration, columns: columnsOf(channels, wide) }
  } catch {
    return undefined
  }
}

/** Of all channels together, so that what only one of them holds is seen. */
export function columnsOf(channels: readonly Float32Array[], count: number): Peaks['columns'] {
  const samples = channels[0]?.length ?? 0
  const columns = Math.min(count, samples)
  return Array.from({ length: columns }, (_, column) => {
    const from = Math.floor((column * samples) / columns)
    const to = Math.max(from + 1, Math.floor(((column + 1) * samples) / columns))
    let [low, high] = [0, 0]
    for (const channel of channels)
      for (let i = from; i < to; i++) {
        const value = channel[i] ?? 0
        if (value < low) low = value
        if (value > high) high = value
      }
    return [low, high] as const
  })
}
