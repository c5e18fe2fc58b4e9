import { noiseAt } from './make-sample-view.ts'
import type { WornCamera } from './make-sample-clips.ts'

const rate = 48_000

/** Short tones that stand for calls and radio: when, how long, how high, how loud. One world, heard by both cameras. */
const calls: readonly (readonly [number, number, number, number])[] = [
  [1.2, 0.12, 1150, 0.25],
  [9.9, 0.5, 310, 0.3],
  [10.8, 0.7, 265, 0.34],
  [12.6, 0.4, 350, 0.3],
  [13.2, 0.9, 240, 0.3],
  [17.5, 0.6, 290, 0.22],
  [20.4, 0.15, 1150, 0.25],
]

/** A mono WAV: wind, own steps, a passing car, calls. */
export function soundOf(camera: WornCamera): Buffer {
  const count = camera.seconds * rate
  const wav = Buffer.alloc(44 + count * 2)
  wav.write('RIFF', 0)
  wav.writeUInt32LE(36 + count * 2, 4)
  wav.write('WAVEfmt ', 8)
  wav.writeUInt32LE(16, 16)
  wav.writeUInt16LE(1, 20)
  wav.writeUInt16LE(1, 22)
  wav.writeUInt32LE(rate, 24)
  wav.writeUInt32LE(rate * 2, 28)
  wav.writeUInt16LE(2, 32)
  wav.writeUInt16LE(16, 34)
  wav.write('data', 36)
  wav.writeUInt32LE(count * 2, 40)
  let [wind, rumble] = [0, 0]
  for (let i = 0; i < count; i++) {
    const time = camera.begins + i / rate
    const hiss = noiseAt(i, camera.framesPerSecond) * 2 - 1
    wind += (hiss - wind) * 0.02
    rumble += (hiss - rumble) * 0.006
    const level = wind * 0.25 + rumble * carLevel(time) + stepAt(camera, time) * hiss + callAt(time)
    wav.writeInt16LE(Math.round(32767 * Math.tanh(level * 0.8)), 44 + i * 2)
  }
  return wav
}

function carLevel(time: number): number {
  return 3.2 / (1 + (time - 12) * (time - 12) * 0.12)
}

/** Only the first camera walks. */
function stepAt(camera: WornCamera, time: number): number {
  if (camera.begins > 0) return 0
  const phase = (time * 0.85 * 4.4) / (2 * Math.PI)
  return 0.12 * Math.exp(-((phase % 1) * 14))
}

/** A voice-like tone: some overtones that rise and fall. */
function callAt(time: number): number {
  let level = 0
  for (const [from, length, pitch, loud] of calls) {
    const at = time - from
    if (at < 0 || at > length) continue
    const bow = Math.sin((Math.PI * at) / length)
    const turn = 2 * Math.PI * pitch * (at + 0.01 * Math.sin(at * 20))
    level += loud * bow * (Math.sin(turn) + 0.5 * Math.sin(2 * turn) + 0.3 * Math.sin(3 * turn))
  }
  return level
}
