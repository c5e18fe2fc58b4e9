import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './checkout.ts'
import { cellSize } from './code-row.ts'

/** A clip to be measured: long enough to step far, coded as recorders do. */
export interface BenchClip {
  readonly name: string
  readonly width: number
  readonly height: number
  readonly group: number
  readonly seconds: number
}

export const benchClips: readonly BenchClip[] = [
  { name: '1080p30 GOP 60', width: 1920, height: 1080, group: 60, seconds: 30 },
  { name: '1080p30 GOP 250', width: 1920, height: 1080, group: 250, seconds: 30 },
  { name: '4K30 GOP 60', width: 3840, height: 2160, group: 60, seconds: 8 },
]

/** Path of the clip: moving test picture with noise, frame numbers burnt in by ffmpeg itself, AAC sound. */
export function benchClip({ width, height, group, seconds }: BenchClip): string {
  const folder = join(root, 'build', 'test-clips')
  const path = join(folder, `bench-${width}-${group}-${seconds}.mp4`)
  if (existsSync(path)) return path
  mkdirSync(folder, { recursive: true })
  const making = `${path}.${process.pid}.mp4`
  const picture = `testsrc2=size=${width}x${height}:rate=30:duration=${seconds},noise=alls=6:allf=t,${codeFilter(width, height)}`
  const input = [
    '-v',
    'error',
    '-y',
    '-f',
    'lavfi',
    '-i',
    picture,
    '-f',
    'lavfi',
    '-i',
    `sine=440:duration=${seconds}`,
  ]
  const video = ['-c:v', 'libx264', '-preset', 'veryfast', '-crf', '23', '-pix_fmt', 'yuv420p']
  const groups = ['-x264-params', `keyint=${group}:min-keyint=${group}:scenecut=0:bframes=2`]
  execFileSync('ffmpeg', [...input, ...video, ...groups, '-c:a', 'aac', '-movflags', '+faststart', making])
  renameSync(making, path)
  return path
}

/** The code row as boxes that come and go with the bits of the frame's number. */
function codeFilter(width: number, height: number): string {
  const size = cellSize(width)
  const box = (cell: number, colour: string, enable: string): string =>
    `drawbox=x=${cell * size}:y=${height - size}:w=${size}:h=${size}:t=fill:color=${colour}:enable='${enable}'`
  const bits = Array.from({ length: 16 }, (_, i) => `mod(floor(n/${2 ** (15 - i)})\\,2)`)
  const parity = `mod(${bits.join('+')}\\,2)`
  const ground = `drawbox=x=0:y=${height - size}:w=${20 * size}:h=${size}:t=fill:color=black`
  return [
    ground,
    box(0, 'white', '1'),
    ...bits.map((bit, i) => box(2 + i, 'white', bit)),
    box(18, 'white', parity),
    box(19, 'white', '1'),
  ].join(',')
}
