import { execFileSync, spawnSync } from 'node:child_process'
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { describe, expect } from 'vitest'
import { root } from '../support/checkout.ts'
import { appTest, folderForUser, handOver, screenshot } from '../support/launch-app.ts'
import { untilSealIsWhole } from '../support/window-driver.ts'

const sample = join(root, 'resources', 'sample')
const scratch = mkdtempSync(join(tmpdir(), 'asservat-bad-input-'))

function file(name: string, bytes: Uint8Array): string {
  writeFileSync(join(scratch, name), bytes)
  return handOver(join(scratch, name))
}

/** A bundle of the real recording, sealed by this program with the try-out device's key: the window trusts nobody for it. */
function sealedByStranger(): string {
  const out = join(scratch, 'stranger.asice')
  if (existsSync(out)) return handOver(out, { writable: true })
  const folder = join(scratch, 'to-seal')
  mkdirSync(folder, { recursive: true })
  const clip = execFileSync('unzip', ['-p', join(sample, 'sample.asice'), 'clips/0003.mp4'], {
    maxBuffer: 64 << 20,
  })
  writeFileSync(join(folder, 'aufnahme.mp4'), clip)
  writeFileSync(join(scratch, 'case.json'), '{"case":"123 Js 4567/26","exhibit":"A 1"}')
  const key = ['--key', join(sample, 'device.p12'), '--pass-file', join(sample, 'device.pass')]
  const words = ['seal', folder, '--case', join(scratch, 'case.json'), ...key, '--out', out]
  execFileSync(process.execPath, [join(root, 'build', 'main', 'cli.js'), ...words])
  return handOver(out, { writable: true })
}

/** Title, meaning for the evidence, and remedy, as the refusal shows them. */
async function refusal(page: Page): Promise<readonly string[]> {
  const box = page.locator('.refusal-box')
  await box.waitFor()
  return [await box.locator('h1').innerText(), ...(await box.locator('dd').allInnerTexts()).slice(0, 2)]
}

describe('a file that is no sealed bundle is refused in three sentences', () => {
  const bundle = readFileSync(join(sample, 'sample.asice'))
  const cases: readonly (readonly [string, () => string, RegExp])[] = [
    ['no file', () => join(root, 'fehlt.asice'), /nicht gefunden/],
    [
      'no ZIP',
      () => file('zufall.asice', Buffer.from('Das ist kein Beweispaket. '.repeat(200))),
      /nicht abgespielt/,
    ],
    ['cut short', () => file('abgeschnitten.asice', bundle.subarray(0, 3_000_000)), /nicht abgespielt/],
    ['unsigned', () => unsigned(), /nicht abgespielt/],
  ]

  appTest.for(cases)('%s', async ([name, make, words], { launch }) => {
    const { page } = await launch({ words: [make()] })
    const said = await refusal(page)
    expect(said).toHaveLength(3)
    expect(said[0]).toMatch(words)
    expect(said.every((sentence) => sentence.length > 20)).toBe(true)
    await screenshot(page, `bad-input-${name.replaceAll(' ', '-')}`)
  })

  function unsigned(): string {
    const path = join(scratch, 'ohne-siegel.asice')
    const folder = mkdtempSync(join(tmpdir(), 'asservat-unsigned-'))
    writeFileSync(join(folder, 'mimetype'), 'application/vnd.etsi.asic-e+zip')
    writeFileSync(join(folder, 'aufnahme.mp4'), 'x'.repeat(1000))
    spawnSync('zip', ['-q', '-0', '-X', path, 'mimetype', 'aufnahme.mp4'], { cwd: folder })
    return handOver(path)
  }
})

appTest('what is refused can be looked at: the verdict with its reasons', async ({ launch }) => {
  const { page } = await launch({
    words: [file('zufall-2.asice', Buffer.from('kein Beweispaket '.repeat(300)))],
  })
  await page.getByRole('button', { name: 'Prüfergebnis ansehen' }).click()
  await page.getByText('TOTAL-FAILED').first().waitFor()
  await screenshot(page, 'bad-input-verdict')
})

appTest(
  'an unknown signer is never shown as good, and the recording can be watched but not annotated',
  async ({ launch }) => {
    const { page } = await launch({ words: [sealedByStranger()] })
    const strip = page.locator('.seal-strip')
    await strip.getByText('Unterzeichner unbekannt').first().waitFor({ timeout: 30_000 })
    expect(await strip.innerText()).not.toMatch(/vertrauenswürdig|Unterzeichner bekannt/)
    await page.getByText('Niemand ist zum Unterschreiben angemeldet.').waitFor()
    await screenshot(page, 'bad-input-unknown-signer')
  },
)

appTest('the disk pulled while the recording is open: told, and nothing is lost', async ({ launch }) => {
  const bundle = sealedByStranger()
  const { page } = await launch({ words: [bundle] })
  await page.locator('.seal-strip').getByText('Unterzeichner unbekannt').first().waitFor({ timeout: 30_000 })
  // To a reader a removed disk and a file that has lost its end are one thing: bytes that cannot be had.
  truncateSync(bundle, 4096)
  await page.keyboard.press('End')
  const said = await refusal(page)
  expect(said[0]).toMatch(/nicht mehr erreichbar/)
  await screenshot(page, 'bad-input-disk-removed')
})

appTest('a second start with the same home hands its file over and ends', async ({ launch }) => {
  const first = await launch({ words: ['--sample'] })
  await untilSealIsWhole(first.page)
  const second = launch({ words: [sealedByStranger()], home: first.home })
  await expect(second).rejects.toThrow(/electron\.launch|no window/)
  await first.page
    .locator('.seal-strip')
    .getByText('Unterzeichner unbekannt')
    .first()
    .waitFor({ timeout: 30_000 })
})

appTest('a ledger that cannot be written is told; the recording stays visible', async ({ launch }) => {
  const home = folderForUser('home')
  const first = await launch({ words: ['--sample'], home })
  await untilSealIsWhole(first.page)
  await first.close()
  const [id = ''] = readdirSync(join(home, 'cases'))
  const folder = join(home, 'cases', id)
  // The system's own refusal, as on a medium that is write-protected: the folder belongs to somebody else.
  for (const name of readdirSync(folder)) chmodSync(join(folder, name), 0o444)
  if (process.getuid?.() === 0) chownSync(folder, 0, 0)
  chmodSync(folder, 0o555)
  if (process.getuid?.() === 0) chownSync(join(folder, 'findings.ledger'), 0, 0)
  const again = await launch({ words: ['--sample'], home })
  await untilSealIsWhole(again.page)
  await again.page.locator('.ledger-trouble').first().waitFor()
  expect(await again.page.locator('.ledger-trouble').first().innerText()).toMatch(/Protokoll/)
  await screenshot(again.page, 'bad-input-ledger-read-only')
  chmodSync(folder, 0o755)
})

appTest('a wrong passphrase is said, and the right one signs', async ({ launch }) => {
  const { app, page } = await launch({ words: [sealedByStranger()] })
  const key = handOver(join(sample, 'reviewer.p12'))
  // The system's own file dialog cannot be driven from outside; what it would answer is put in its place.
  await app.evaluate(({ dialog }, path) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [path] })
  }, key)
  const opening = app.waitForEvent('window')
  await page
    .getByRole('button', { name: /Schlüssel entsperren/ })
    .first()
    .click()
  const first = await opening
  await first.locator('#passphrase').fill('falsch')
  const reopening = app.waitForEvent('window')
  await first.locator('#accept').click()
  const second = await reopening
  await second.locator('#notice').waitFor()
  expect(await second.locator('#notice').innerText()).toMatch(/passt nicht/)
  await second.locator('#passphrase').fill('muster-sample')
  await second.locator('#accept').click()
  await page.getByText('MUSTER').first().waitFor()
  await page.getByText('Niemand ist zum Unterschreiben angemeldet.').waitFor({ state: 'detached' })
})
