/** How loud a clip is along its time: for finding one's way, never a finding. */
export interface SoundPeaks {
  /** Milliseconds of media time that each value covers; the first begins at zero. */
  readonly windowMs: number
  /** 0: nothing was decoded there; 1: digital silence; 255: full scale. The loudest sample of any channel counts. */
  readonly values: Uint8Array
}

/** No clip has more values: at eight hours a value covers about an eighth of a second. */
export const mostPeaks = 240_000

const magic = [0x61, 0x73, 0x70, 0x6b, 0x31, 0x0a]
const head = magic.length + 4

/** The window that keeps a sound of so many seconds within bounds, at least ten milliseconds. */
export function peakWindow(seconds: number): number {
  return Math.max(10, Math.ceil((seconds * 1000) / mostPeaks))
}

/** The value of a loudness between 0 and 1. */
export function peakValue(loudness: number): number {
  return 1 + Math.round(Math.min(1, loudness) * 254)
}

/** `aspk1` and a line feed, the window as four bytes (highest first), the values. */
export function printPeaks({ windowMs, values }: SoundPeaks): Uint8Array {
  const bytes = new Uint8Array(head + values.length)
  bytes.set(magic)
  new DataView(bytes.buffer).setUint32(magic.length, windowMs)
  bytes.set(values, head)
  return bytes
}

/** The inverse of `printPeaks`; undefined for anything else. */
export function parsePeaks(bytes: Uint8Array): SoundPeaks | undefined {
  const fits = bytes.length > head && bytes.length <= head + mostPeaks
  if (!fits || magic.some((byte, at) => bytes[at] !== byte)) return undefined
  const windowMs = new DataView(bytes.buffer, bytes.byteOffset).getUint32(magic.length)
  return windowMs < 10 ? undefined : { windowMs, values: bytes.slice(head) }
}

/** The loudest value between two times in seconds; 0 where nothing was decoded. */
export function loudest({ windowMs, values }: SoundPeaks, from: number, to: number): number {
  const first = Math.max(0, Math.floor((from * 1000) / windowMs))
  const last = Math.min(values.length - 1, Math.ceil((to * 1000) / windowMs) - 1)
  let most = 0
  for (let at = first; at <= Math.max(first, last) && at < values.length; at++)
    most = Math.max(most, values[at] ?? 0)
  return most
}

/** Whether nothing louder than the last bit of 16 was decoded anywhere. */
export function isSilent({ values }: SoundPeaks): boolean {
  return values.every((value) => value <= 1)
}
