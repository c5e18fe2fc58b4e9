import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { root } from './checkout.ts'

/** A real recording, sealed by the built program for a case of its own: no sample case, so nothing is stated for it. */
export function strangerBundle(): string {
  const sample = join(root, 'resources', 'sample')
  const scratch = mkdtempSync(join(tmpdir(), 'asservat-stranger-'))
  const [folder, out] = [join(scratch, 'to-seal'), join(scratch, 'stranger.asice')]
  mkdirSync(folder)
  const clip = execFileSync('unzip', ['-p', join(sample, 'sample.asice'), 'clips/0003.mp4'], {
    maxBuffer: 64 << 20,
  })
  writeFileSync(join(folder, 'aufnahme.mp4'), clip)
  writeFileSync(join(scratch, 'case.json'), '{"case":"123 Js 4567/26","exhibit":"A 1"}')
  const key = ['--key', join(sample, 'device.p12'), '--pass-file', join(sample, 'device.pass')]
  const words = ['seal', folder, '--case', join(scratch, 'case.json'), ...key, '--out', out]
  execFileSync(process.execPath, [join(root, 'build', 'main', 'cli.js'), ...words])
  return out
}
