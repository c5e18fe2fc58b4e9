import { execFileSync } from 'node:child_process'
import { maskedAt, type RedactionPlan } from '../../main/core/redaction/plan.ts'

export interface ClipSize {
  readonly frames: number
  readonly width: number
  readonly height: number
}

/** A frame of a redacted copy held against the original's. */
export interface ComparedFrame {
  readonly frame: number
  /** Brightest pixel where something is to be hidden; 0 where nothing is. */
  readonly brightest: number
  /** How far the rest is from the original, on average. */
  readonly difference: number
}

export function inside(bundle: string, path: string): Buffer {
  return execFileSync('unzip', ['-p', bundle, path], { maxBuffer: 64 << 20 })
}

/** Both clips frame by frame, as another decoder sees them. */
export function compareClips(
  original: string,
  copy: string,
  size: ClipSize,
  plan: Pick<RedactionPlan, 'masks'>,
): readonly ComparedFrame[] {
  const [before, after] = [lumaOf(original), lumaOf(copy)]
  if (after.length !== size.frames * size.width * size.height) throw new Error('not as many frames')
  return Array.from({ length: size.frames }, (_, frame) => compare(before, after, frame, size, plan))
}

/** Every frame's luma; one frame a packet, none doubled or left out. */
function lumaOf(clip: string): Buffer {
  const words = `-v error -i ${clip} -fps_mode passthrough -f rawvideo -pix_fmt gray -`.split(' ')
  return execFileSync('ffmpeg', words, { maxBuffer: 512 << 20 })
}

function compare(
  original: Buffer,
  copy: Buffer,
  frame: number,
  size: ClipSize,
  plan: Pick<RedactionPlan, 'masks'>,
): ComparedFrame {
  const { width, height } = size
  const masks = maskedAt(plan, frame, size)
  const start = frame * width * height
  let [brightest, sum, count] = [0, 0, 0]
  for (let y = 0; y < height; y++) {
    const row = masks.filter((mask) => y >= mask.y && y < mask.y + mask.height)
    for (let x = 0; x < width; x++) {
      const at = start + y * width + x
      // What was under a place must be black up to its edge.
      if (row.some((mask) => x >= mask.x && x < mask.x + mask.width))
        brightest = Math.max(brightest, copy[at] ?? 255)
      else {
        sum += Math.abs((copy[at] ?? 0) - (original[at] ?? 0))
        count++
      }
    }
  }
  return { frame, brightest, difference: sum / count }
}

/** Loudest sample between two times in seconds. */
export function loudest(clip: string, from: number, to: number): number {
  const words = `-v error -i ${clip} -ss ${from} -to ${to} -f s16le -ac 1 -`.split(' ')
  const sound = execFileSync('ffmpeg', words, { maxBuffer: 64 << 20 })
  let most = 0
  for (let at = 0; at + 1 < sound.length; at += 2) most = Math.max(most, Math.abs(sound.readInt16LE(at)))
  return most
}
