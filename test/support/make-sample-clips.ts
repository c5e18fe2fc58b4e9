import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { drawCode } from './code-row.ts'
import { drawFigure, peopleAt } from './make-sample-people.ts'
import { soundOf } from './make-sample-sound.ts'
import { drawStreet } from './make-sample-street.ts'
import { lensSlopes, makeCanvas, noiseAt, type Canvas, type Pose } from './make-sample-view.ts'

/** One worn camera of the incident. */
export interface WornCamera {
  readonly label: string
  readonly framesPerSecond: number
  readonly seconds: number
  /** Seconds of the incident at which this camera begins. */
  readonly begins: number
  /** What its own clock shows at its first frame, seconds since 1970, and its offset from UTC in hours. */
  readonly clock: number
  readonly bitRate: string
  poseAt(time: number): Pose
}

const [width, height] = [640, 360]
const font = '/usr/share/fonts/truetype/dejavu/DejaVuSansMono-Bold.ttf'

/** Two cameras of one incident: one walks towards it, the other stands at the far end and turns. */
export const cameras: readonly [WornCamera, WornCamera] = [
  {
    label: 'KAMERA 1  SN BC-0101',
    framesPerSecond: 25,
    seconds: 24,
    begins: 0,
    clock: Date.UTC(2026, 8, 14, 22, 41, 7) / 1000,
    bitRate: '1250k',
    poseAt: (time) => {
      const walked = time * 0.85 - Math.max(0, time - 13) * 0.4
      const step = walked * 4.4
      const turn = 0.12 * Math.sin(time * 0.5) + 0.24 * smooth(time, 8, 10) - 0.5 * smooth(time, 13, 16)
      return {
        x: -0.4 + 0.05 * Math.sin(step / 2),
        y: 1.42 + 0.035 * Math.sin(step),
        z: walked - 2,
        yaw: turn + 0.02 * Math.sin(step / 2),
        pitch: -0.03 + 0.018 * Math.sin(step),
      }
    },
  },
  {
    label: 'KAMERA 2  SN BC-0102',
    framesPerSecond: 30,
    seconds: 22,
    begins: 2,
    clock: Date.UTC(2026, 8, 14, 22, 41, 11) / 1000,
    bitRate: '1250k',
    poseAt: (time) => {
      const breath = Math.sin(time * 1.7)
      const back = 27.5 - 2.2 * smooth(time, 10, 15)
      return {
        x: -2.6,
        y: 1.38 + 0.006 * breath,
        z: back,
        yaw:
          Math.PI -
          0.36 +
          0.2 * smooth(time, 4, 9) -
          0.16 * smooth(time, 12, 17) +
          0.012 * Math.sin(time * 2.3),
        pitch: -0.02 + 0.006 * breath,
      }
    },
  },
]

function smooth(time: number, from: number, to: number): number {
  const part = Math.min(1, Math.max(0, (time - from) / (to - from)))
  return part * part * (3 - 2 * part)
}

/** Renders the camera's clip with sound, burnt-in clock, label and frame code; `path` is an MP4. */
export async function recordCamera(camera: WornCamera, path: string): Promise<void> {
  const sound = `${path}.wav`
  writeFileSync(sound, soundOf(camera))
  const words = ['-v', 'error', '-y', '-f', 'rawvideo', '-pix_fmt', 'rgb24', '-s', `${width}x${height}`]
  const input = ['-r', String(camera.framesPerSecond), '-i', '-', '-i', sound, '-vf', filterOf(camera)]
  const gop = camera.framesPerSecond * 2
  const video = [
    '-c:v',
    'libx264',
    '-preset',
    'slow',
    '-profile:v',
    'high',
    '-b:v',
    camera.bitRate,
    '-maxrate',
    '2M',
    '-bufsize',
    '4M',
    '-g',
    String(gop),
    '-pix_fmt',
    'yuv420p',
  ]
  const rest = [
    '-c:a',
    'aac',
    '-b:a',
    '64k',
    '-ac',
    '1',
    '-map_metadata',
    '-1',
    '-fflags',
    '+bitexact',
    '-movflags',
    '+faststart',
    path,
  ]
  const encoder = spawn('ffmpeg', [...words, ...input, ...video, ...rest], {
    stdio: ['pipe', 'inherit', 'inherit'],
  })
  for (let frame = 0; frame < camera.seconds * camera.framesPerSecond; frame++) {
    if (!encoder.stdin.write(pictureOf(camera, frame))) await once(encoder.stdin, 'drain')
  }
  encoder.stdin.end()
  const [code] = (await once(encoder, 'close')) as [number]
  if (code !== 0) throw new Error(`ffmpeg ended with ${code}`)
}

/** The clock runs with the pictures: it is the camera's, right or wrong. */
function filterOf({ label, clock }: WornCamera): string {
  const text = `fontfile=${font}:fontsize=22:fontcolor=white@0.92:box=1:boxcolor=black@0.45:boxborderw=6`
  const time = `%{pts\\:gmtime\\:${clock}\\:%d.%m.%Y %H\\\\\\:%M\\\\\\:%S} +02\\:00`
  return [
    'scale=1280:720:flags=bicubic:out_color_matrix=bt709',
    `drawtext=${text}:x=24:y=22:text='${label}'`,
    `drawtext=${text}:x=w-tw-24:y=22:text='${time}'`,
    `drawtext=${text}:x=24:y=58:fontcolor=0xff6a4d:text='REC'`,
  ].join(',')
}

const canvas = makeCanvas(width, height)
const slopes = lensSlopes(width, height)

function pictureOf(camera: WornCamera, frame: number): Buffer {
  const time = camera.begins + frame / camera.framesPerSecond
  const pose = camera.poseAt(time)
  drawStreet(canvas, slopes, pose, time)
  const nearestLast = peopleAt(time).toSorted((a, b) => Math.abs(b.z - pose.z) - Math.abs(a.z - pose.z))
  for (const figure of nearestLast) drawFigure(canvas, pose, figure)
  return develop(canvas, frame)
}

/** Light to bytes: exposure, the darker rim of a wide lens, a little grain, and the frame code. */
function develop({ light }: Canvas, frame: number): Buffer {
  const rgb = Buffer.alloc(width * height * 3)
  for (let y = 0, at = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const [u, v] = [(x / width - 0.5) * 1.25, (y / height - 0.5) * 1.05]
      const rim = Math.max(0, 1.06 - 0.9 * (u * u + v * v))
      const grain = (noiseAt(x >> 1, y >> 1, frame >> 1) - 0.5) * 3
      for (let c = 0; c < 3; c++, at++) {
        const exposed = 1 - Math.exp(-2.1 * (light[at] ?? 0) * rim)
        rgb[at] = Math.max(0, Math.min(255, 255 * Math.pow(exposed, 0.5) + grain))
      }
    }
  }
  drawCode(rgb, width, height, frame)
  return rgb
}
