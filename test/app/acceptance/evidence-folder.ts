import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { run } from './command-line.ts'

/** A small recording as a camera would write it: pictures in another order than shown, with sound. */
export function recordClip(file: string, ...words: readonly string[]): void {
  const picture = ['-f', 'lavfi', '-i', 'testsrc2=size=160x120:rate=25:duration=2']
  const coded = ['-c:v', 'libx264', '-bf', '2', '-g', '12', '-pix_fmt', 'yuv420p']
  const { code, err } = run('ffmpeg', [
    '-v',
    'error',
    '-y',
    ...picture,
    ...(words.length > 0 ? words : coded),
    file,
  ])
  if (code !== 0) throw new Error(err)
}

/** A folder as a person keeps it: umlauts, spaces, a folder in a folder, names Windows forbids, an empty file. */
export function untidyFolder(folder: string): void {
  const deep = join(folder, 'Übersicht Straße', 'tief')
  mkdirSync(deep, { recursive: true })
  recordClip(join(folder, 'Kamera 1 (Größe) #2.mp4'))
  recordClip(
    join(folder, 'CON.mp4'),
    '-c:v',
    'libx264',
    '-b:v',
    '9M',
    '-minrate',
    '9M',
    '-pix_fmt',
    'yuv420p',
  )
  recordClip(join(deep, `${'x'.repeat(200)}.MP4`))
  writeFileSync(join(folder, 'leer.txt'), '')
  writeFileSync(join(deep, 'Vermerk "a<b>?".txt'), 'Übergabe am Tor\n')
}
