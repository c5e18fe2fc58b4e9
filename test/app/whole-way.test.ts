import { execFileSync, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ElectronApplication, Page } from 'playwright-core'
import { expect } from 'vitest'
import { root } from '../support/checkout.ts'
import { appTest, screenshot } from '../support/launch-app.ts'
import {
  chooseClip,
  codeOnStage,
  differenceOf,
  pictureOnStage,
  rgbByFfmpeg,
  stepAndRead,
  untilSealIsWhole,
} from '../support/window-driver.ts'

const sample = join(root, 'resources', 'sample')
const ca = join(sample, 'trust', 'sample-ca.pem')
const fifty = Array.from({ length: 50 }, (_, step) => step)

appTest(
  'the main job, from the sealed bundle to a report that stock tools confirm',
  { timeout: 240_000 },
  async ({ launch }) => {
    const { app, page, home } = await launch({ words: ['--sample'], limit: 240_000 })
    await untilSealIsWhole(page)
    await screenshot(page, 'whole-way-1-opened')

    for (const clip of ['kamera-1.mp4', 'kamera-2.mp4']) {
      await chooseClip(page, clip)
      const there = fifty.map((step) => step + 1)
      const back = fifty.map((step) => 49 - step)
      expect(await stepAndRead(page, 'ArrowRight', there, () => codeOnStage(page))).toEqual(there)
      expect(await stepAndRead(page, 'ArrowLeft', back, () => codeOnStage(page))).toEqual(back)
    }
    await stepTheRealClip(page)

    await markFrame(page, 'Person mit Becher in der rechten Hand.')
    await screenshot(page, 'whole-way-2-annotated')
    const issued = await issueReport(app, page, home)
    await screenshot(page, 'whole-way-3-issued')
    confirmByStockTools(issued)
    refuseTamperedCopies(issued)
  },
)

/** The real recording has no code burnt in: what is on stage must be ffmpeg's frame, and neither of its neighbours. */
async function stepTheRealClip(page: Page): Promise<void> {
  const clip = join(mkdtempSync(join(tmpdir(), 'asservat-cup-')), 'cup.mp4')
  writeFileSync(
    clip,
    execFileSync('unzip', ['-p', join(sample, 'sample.asice'), 'clips/0003.mp4'], { maxBuffer: 64 << 20 }),
  )
  await chooseClip(page, 'handheld-cup.mp4')
  const there = fifty.map((step) => step + 1)
  const checked = new Set([1, 17, 38, 50])
  const nearest = async (frame: number) => {
    if (!checked.has(frame)) return frame
    const shown = await pictureOnStage(page)
    const around = [frame - 1, frame, frame + 1].map((number) => ({
      number,
      difference: differenceOf(shown, rgbByFfmpeg(clip, number)),
    }))
    const best = around.toSorted((a, b) => a.difference - b.difference)[0]
    expect(best?.difference).toBeLessThan(3)
    return best?.number
  }
  expect(await stepAndRead(page, 'ArrowRight', there, nearest)).toEqual(there)
  const back = fifty.map((step) => 49 - step)
  expect(await stepAndRead(page, 'ArrowLeft', back, nearest.bind(undefined))).toEqual(back)
  rmSync(clip)
}

async function markFrame(page: Page, text: string): Promise<void> {
  await page.keyboard.press('Shift+M')
  const field = page.locator('.draft textarea').first()
  await field.waitFor()
  await field.fill(text)
  await page.keyboard.press('Control+Enter')
  await page.locator('.notes-pane').getByText(text).first().waitFor()
}

interface Issued {
  readonly pdf: string
  readonly container: string
}

async function issueReport(app: ElectronApplication, page: Page, home: string): Promise<Issued> {
  await page.getByRole('tab', { name: /^Bericht/ }).click()
  const [question] = await Promise.all([
    app.waitForEvent('window'),
    page.getByRole('button', { name: /Bericht erstellen und signieren/ }).click(),
  ])
  await question.locator('#accept').click()
  await page
    .getByText(/ausgestellt/)
    .first()
    .waitFor({ timeout: 60_000 })
  const reports = filesUnder(join(home, 'cases')).filter((path) => path.includes('reports'))
  const named = (name: string) => reports.find((path) => path.endsWith(name)) ?? ''
  return { pdf: named('report.pdf'), container: named('report.asice') }
}

function filesUnder(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name))
}

/** Verdicts of tools that know nothing of this program. */
function judgeContainer(container: string): { readonly signature: boolean; readonly digests: boolean } {
  const folder = mkdtempSync(join(tmpdir(), 'asservat-other-side-'))
  spawnSync('unzip', ['-q', '-o', container, '-d', folder])
  const manifest = join(folder, 'META-INF', 'ASiCManifest001.xml')
  const signature = spawnSync(
    'openssl',
    `cms -verify -cades -binary -inform DER -purpose any -CAfile ${ca}`
      .split(' ')
      .concat(
        '-in',
        join(folder, 'META-INF', 'signature001.p7s'),
        '-content',
        manifest,
        '-out',
        join(folder, 'content'),
      ),
  )
  const references = [
    ...readFileSync(manifest, 'utf8').matchAll(
      /DataObjectReference[^>]*URI="([^"]+)"[\s\S]*?DigestValue>([^<]+)</g,
    ),
  ]
  const digests = references.every(
    ([, uri = '', digest]) => digestOf(join(folder, decodeURIComponent(uri))) === digest,
  )
  rmSync(folder, { recursive: true })
  return { signature: signature.status === 0, digests: digests && references.length > 0 }
}

function digestOf(path: string): string {
  const line = spawnSync('sha256sum', [path], { encoding: 'utf8' }).stdout
  return Buffer.from(line.slice(0, 64), 'hex').toString('base64')
}

/** pdfsig leaves with 0 whatever it found, so its words are read. */
function judgePdf(pdf: string): { readonly valid: boolean; readonly whole: boolean } {
  const { stdout } = spawnSync('pdfsig', ['-nocert', pdf], { encoding: 'utf8' })
  return {
    valid: /Signature is Valid/.test(stdout),
    whole: /Total document signed/.test(stdout) && !/Not total/.test(stdout),
  }
}

function ownVerdict(path: string): number | null {
  const words = ['verify', path, '--trust', join(sample, 'trust')]
  return spawnSync(process.execPath, [join(root, 'build', 'main', 'cli.js'), ...words]).status
}

function confirmByStockTools({ pdf, container }: Issued): void {
  expect(judgeContainer(join(sample, 'sample.asice'))).toEqual({ signature: true, digests: true })
  expect(judgeContainer(container)).toEqual({ signature: true, digests: true })
  expect(judgePdf(pdf)).toEqual({ valid: true, whole: true })
  expect([ownVerdict(pdf), ownVerdict(container)]).toEqual([0, 0])
  const inside = execFileSync('unzip', ['-p', container, 'report.pdf'], { maxBuffer: 64 << 20 })
  expect(createHash('sha256').update(inside).digest()).toEqual(
    createHash('sha256').update(readFileSync(pdf)).digest(),
  )
}

function refuseTamperedCopies({ pdf, container }: Issued): void {
  const folder = mkdtempSync(join(tmpdir(), 'asservat-tampered-'))
  const changedPdf = flipped(pdf, Math.floor(readFileSync(pdf).length / 3), join(folder, 'report.pdf'))
  const appended = join(folder, 'appended.pdf')
  writeFileSync(appended, Buffer.concat([readFileSync(pdf), Buffer.from('% and more\n')]))
  const changedReport = flipped(container, 3000, join(folder, 'report.asice'))
  const changedBundle = flipped(join(sample, 'sample.asice'), 2_000_000, join(folder, 'sample.asice'))
  expect(judgePdf(changedPdf).valid).toBe(false)
  expect(judgePdf(appended).whole).toBe(false)
  expect(judgeContainer(changedReport).digests).toBe(false)
  expect(judgeContainer(changedBundle).digests).toBe(false)
  expect([changedPdf, appended, changedReport, changedBundle].map(ownVerdict)).toEqual([1, 1, 1, 1])
  rmSync(folder, { recursive: true })
}

function flipped(path: string, at: number, copy: string): string {
  const bytes = readFileSync(path)
  bytes[at] = (bytes[at] ?? 0) ^ 1
  writeFileSync(copy, bytes)
  return copy
}
