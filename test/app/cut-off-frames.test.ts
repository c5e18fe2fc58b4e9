import { readFileSync, writeFileSync } from 'node:fs'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { sourceOf } from '../../main/core/bytes.ts'
import { indexClip } from '../../main/media/frame-index.ts'
import { codedClip, codedClips, ffmpeg, shownByFfmpeg } from '../support/coded-clips.ts'
import { noSandboxReason, openStage, type OpenStage } from '../support/player-stage/open-stage.ts'

const whole = codedClips.find(({ file }) => file === 'baseline.mp4')
let stage: OpenStage
let cutPath = ''

/** A recorder that lost power: the index stands in front and speaks of pictures that were never written. */
beforeAll(async () => {
  if (noSandboxReason !== undefined || !whole) return
  const front = `${codedClip(whole)}.front.mp4`
  ffmpeg(['-y', '-i', codedClip(whole), '-c', 'copy', '-movflags', '+faststart', front])
  const bytes = readFileSync(front)
  cutPath = `${codedClip(whole)}.cut.mp4`
  writeFileSync(cutPath, bytes.subarray(0, Math.floor(bytes.length * 0.6)))
  stage = await openStage([{ path: cutPath, mediaType: 'video/mp4' }])
})
afterAll(() => (noSandboxReason === undefined ? stage.close() : undefined))
beforeEach(({ skip }) => skip(noSandboxReason !== undefined, noSandboxReason))

test('frames behind the end of a file that was cut off are named as missing, and no other picture stands in for them', async () => {
  const bytes = new Uint8Array(readFileSync(cutPath))
  const indexed = await indexClip(sourceOf(bytes))
  const table = indexed.ok ? indexed.value : undefined
  const there = table ? [...table.offset].findIndex((at, i) => at + (table.size[i] ?? 0) > bytes.length) : -1
  const seen = await stage.run(async (page, clip) => {
    const count = await page.open(clip)
    const found = []
    for (let frame = 0; frame < count; frame++) {
      await page.player.showFrame(frame)
      const { frame: shown, trouble } = page.player.state()
      found.push(shown === undefined ? [trouble, page.displayed() ?? 'nothing'] : page.displayed())
    }
    return found
  }, 1)
  const missing = [{ kind: 'notDecodable', from: there, to: 47 }, 'nothing']
  const expected = shownByFfmpeg(codedClip(whole ?? codedClips[0] ?? never()), [320, 180])
  expect(there).toBeGreaterThan(10)
  expect(seen).toEqual(expected.map((code, frame) => (frame < there ? code : missing)))
})

function never(): never {
  throw new Error('no such clip')
}
