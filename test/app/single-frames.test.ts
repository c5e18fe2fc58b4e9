import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import type { ElectronApplication, Page } from 'playwright-core'
import { expect } from 'vitest'
import { root } from '../support/checkout.ts'
import { cutTexts } from '../support/cut-texts.ts'
import { appTest, folderForUser, screenshot } from '../support/launch-app.ts'
import {
  differenceOf,
  pictureOnStage,
  rgbByFfmpeg,
  untilFrame,
  untilSealIsWhole,
} from '../support/window-driver.ts'

const sample = join(root, 'resources', 'sample')
const clip = join(mkdtempSync(join(tmpdir(), 'asservat-clip-')), 'clip.mp4')

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

async function complaints(page: Page, name: string): Promise<string[]> {
  await page.waitForTimeout(200)
  await screenshot(page, name)
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze()
  return [
    ...violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.failureSummary}`),
    ...(await cutTexts(page)),
  ]
}

async function stepTo(page: Page, frame: number): Promise<void> {
  for (let at = 1; at <= frame; at++) {
    await page.keyboard.press('ArrowRight')
    await untilFrame(page, at)
  }
}

async function resize(app: ElectronApplication, width: number, height: number): Promise<void> {
  await app.evaluate(({ BrowserWindow }, [w, h]) => BrowserWindow.getAllWindows()[0]?.setContentSize(w, h), [
    width,
    height,
  ] as const)
}

/** The one line of a passport that begins with this name. */
function lineOf(text: string, name: string): string {
  return (
    text
      .split('\n')
      .find((line) => line.startsWith(`${name}: `))
      ?.slice(name.length + 2) ?? ''
  )
}

/** What ffprobe says of the packet shown as frame `number`: place and size in the file. */
function packetByFfprobe(number: number): {
  readonly pos: number
  readonly size: number
  readonly pts: string
} {
  const entries = 'packet=pts,pos,size'
  const words = ['-v', 'error', '-select_streams', 'v', '-show_entries', entries, '-of', 'json', clip]
  const { packets } = JSON.parse(execFileSync('ffprobe', words, { encoding: 'utf8' })) as {
    packets: { pts: number; pos: string; size: string }[]
  }
  const shown = packets.toSorted((a, b) => a.pts - b.pts)[number]
  return { pos: Number(shown?.pos), size: Number(shown?.size), pts: String(shown?.pts) }
}

function planesByFfmpeg(number: number): Uint8Array {
  const pick = ['-vf', `select=eq(n\\,${number})`, '-frames:v', '1']
  const raw = ['-f', 'rawvideo', '-pix_fmt', 'yuv420p', '-']
  return execFileSync('ffmpeg', ['-v', 'error', '-i', clip, ...pick, ...raw], { maxBuffer: 64 << 20 })
}

function rgbOfPng(png: string): Uint8Array {
  const words = ['-v', 'error', '-i', png, '-f', 'rawvideo', '-pix_fmt', 'rgb24', '-']
  return execFileSync('ffmpeg', words, { maxBuffer: 64 << 20 })
}

appTest(
  'a frame is named, found again, looked at closely and issued with its signed passport',
  { timeout: 120_000 },
  async ({ launch }) => {
    writeFileSync(
      clip,
      execFileSync('unzip', ['-p', join(sample, 'sample.asice'), 'clips/0001.mp4'], { maxBuffer: 64 << 20 }),
    )
    const { app, page } = await launch({ words: ['--sample'], limit: 120_000 })
    await resize(app, 1366, 768)
    await untilSealIsWhole(page)
    await untilFrame(page, 0)
    await stepTo(page, 5)

    const found: Record<string, string[]> = {}
    await page.keyboard.press('Control+I')
    const text = await copiedPassport(app, page, (name) =>
      complaints(page, name).then((all) => (found[name] = all)),
    )
    expectFactsOf(text, 5)

    await page.keyboard.press('Home')
    await untilFrame(page, 0)
    await openPassport(page, text)
    await page.getByText('Bild 5 ist dasselbe: Alle Angaben stimmen überein.').waitFor()
    found['passport-found'] = await complaints(page, 'passport-found')
    await page.keyboard.press('Escape')
    await untilFrame(page, 5)

    await openPassport(page, text.replace('frame: 5', 'frame: 6'))
    await page.getByText('Der Text enthält keinen vollständigen Bildnachweis.').waitFor()
    await page.keyboard.press('Escape')

    const original = await pictureOnStage(page)
    await page.keyboard.press('N')
    await page.getByTestId('look-mark').getByText('Umgekehrt').waitFor()
    await expect.poll(async () => sumOfInverted(original.pixels, (await pictureOnStage(page)).pixels)).toBe(0)
    await page.keyboard.press('A')
    await page.keyboard.press('Shift+ArrowUp')
    await page.keyboard.press('Shift+ArrowUp')
    await page.getByTestId('look-mark').getByText('Ausschnitt 2×').waitFor()
    found['look'] = await complaints(page, 'look')
    await page.keyboard.press('Z')
    await page.waitForTimeout(200)
    found['magnifier'] = await complaints(page, 'magnifier')
    await page.keyboard.press('Z')
    await page.keyboard.press('Q')
    await page.getByText('Originalbild, ohne Bearbeitung').waitFor()
    await expect.poll(async () => sha256((await pictureOnStage(page)).pixels)).toBe(sha256(original.pixels))
    await page.keyboard.press('Q')

    const out = folderForUser('stills')
    await app.evaluate(({ dialog }, folder) => {
      dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [folder] })
    }, out)
    await page.keyboard.press('Control+E')
    await page.getByRole('heading', { name: 'Standbild gespeichert' }).waitFor()
    found['still-saved'] = await complaints(page, 'still-saved')
    await page.keyboard.press('Escape')
    expectStill(out, 5)
    expect(found).toEqual(Object.fromEntries(Object.keys(found).map((name) => [name, []])))
  },
)

async function copiedPassport(
  app: ElectronApplication,
  page: Page,
  look: (name: string) => Promise<unknown>,
): Promise<string> {
  await page.getByText('Dekodiertes Bild').waitFor()
  await look('passport')
  await page.getByRole('button', { name: 'Kopieren', exact: true }).click()
  await page.locator('.dialog').waitFor({ state: 'detached' })
  return app.evaluate(({ clipboard }) => clipboard.readText())
}

async function openPassport(page: Page, text: string): Promise<void> {
  await page.keyboard.press('Control+G')
  await page.locator('.dialog textarea').fill(text)
  await page.getByRole('button', { name: 'Bild öffnen' }).click()
}

/** Each fact of the passport as tools that know nothing of the program find it. */
function expectFactsOf(text: string, frame: number): void {
  const bytes = readFileSync(clip)
  const packet = packetByFfprobe(frame)
  const chunk = Math.floor(packet.pos / (256 * 1024))
  const coded = bytes.subarray(packet.pos, packet.pos + packet.size)
  expect({
    frame: lineOf(text, 'frame'),
    pts: lineOf(text, 'pts'),
    clip: lineOf(text, 'clip-sha256'),
    chunk: lineOf(text, 'chunk'),
    sample: lineOf(text, 'sample'),
    picture: lineOf(text, 'picture').split(' ').at(-1),
  }).toEqual({
    frame: String(frame),
    pts: packet.pts,
    clip: sha256(bytes),
    chunk: `${chunk} ${sha256(bytes.subarray(chunk * 256 * 1024, (chunk + 1) * 256 * 1024))}`,
    sample: `${packet.size} ${sha256(coded)}`,
    picture: sha256(planesByFfmpeg(frame)),
  })
}

/** How far the second picture is from the first one inverted, all colour values together. */
function sumOfInverted(before: Uint8Array, after: Uint8Array): number {
  let sum = before.length === after.length ? 0 : Infinity
  for (let at = 0; at < before.length; at++)
    if (at % 4 !== 3) sum += Math.abs(255 - (before[at] ?? 0) - (after[at] ?? 0))
  return sum
}

function expectStill(folder: string, frame: number): void {
  const stem = `still-0001-clip-0001-frame-00000${frame}`
  const names = readdirSync(folder).sort()
  expect(names).toEqual([`${stem}-processed.png`, `${stem}.json`, `${stem}.json.p7s`, `${stem}.png`])
  const at = (ending: string): string => join(folder, stem + ending)
  const form = ['cms', '-verify', '-cades', '-binary', '-inform', 'DER', '-purpose', 'any']
  const files = ['-in', at('.json.p7s'), '-content', at('.json'), '-out', '/dev/null']
  execFileSync('openssl', [...form, ...files, '-CAfile', join(sample, 'trust', 'sample-ca.pem')])
  const said = JSON.parse(readFileSync(at('.json'), 'utf8')) as {
    picture: { sha256: string }
    processed: { sha256: string; steps: string[] }
  }
  expect([said.picture.sha256, said.processed.sha256, said.processed.steps]).toEqual([
    sha256(readFileSync(at('.png'))),
    sha256(readFileSync(at('-processed.png'))),
    ['invert'],
  ])
  const [plain, inverted] = [rgbOfPng(at('.png')), rgbOfPng(at('-processed.png'))]
  expect(plain.every((value, i) => value + (inverted[i] ?? 0) === 255)).toBe(true)
  const pixels = new Uint8Array((plain.length / 3) * 4).map(
    (_, i) => plain[Math.floor(i / 4) * 3 + (i % 4)] ?? 255,
  )
  expect(differenceOf({ width: plain.length / 3, height: 1, pixels }, rgbByFfmpeg(clip, frame))).toBeLessThan(
    3,
  )
}
