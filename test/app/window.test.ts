import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import type { ElectronApplication, Locator, Page } from 'playwright-core'
import { expect } from 'vitest'
import { root } from '../support/checkout.ts'
import { appTest, handOver, screenshot } from '../support/launch-app.ts'
import { cutTexts } from '../support/cut-texts.ts'
import { untilFrame, untilSealIsWhole } from '../support/window-driver.ts'

const sizes = [
  { width: 1366, height: 768 },
  { width: 1680, height: 1050 },
] as const

/** What is looked at, and the keys that lead there from the review screen. */
const views: readonly (readonly [name: string, ...keys: string[]])[] = [
  ['review'],
  ['draft', 'Shift+M'],
  ['files-and-ledger', 'Escape', 'Control+2', 'Control+5'],
  ['seal-and-report', 'Control+3', 'Control+P'],
  ['details', 'Control+D'],
  ['palette', 'Escape', 'Control+K'],
  ['keys', 'Escape', '?'],
  ['manual', 'Escape', 'F1'],
  ['go-to', 'Escape', 'G'],
  ['settings', 'Escape', 'Control+,'],
]

async function resize(app: ElectronApplication, { width, height }: (typeof sizes)[number]): Promise<void> {
  await app.evaluate(
    ({ BrowserWindow }, size) => {
      BrowserWindow.getAllWindows()[0]?.setContentSize(size.width, size.height)
    },
    { width, height },
  )
}

/** Runs a command by its words, as people do. */
async function command(page: Page, words: string): Promise<void> {
  await page.keyboard.press('Control+K')
  await page.keyboard.type(words)
  await page.getByRole('menuitem').first().waitFor()
  await page.keyboard.press('Enter')
  await page.locator('.palette').waitFor({ state: 'detached' })
}

/** Rules that are broken, with the first element that breaks each. */
async function axeFindings(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze()
  return violations.map(
    ({ id, nodes }) => `${id}: ${nodes[0]?.target.join(' ')}: ${nodes[0]?.failureSummary}`,
  )
}

/** Everything the page complained about while it was looked at: refused styles, failed loads, warnings of React. */
function complaints(page: Page): string[] {
  const said: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') said.push(message.text())
  })
  page.on('pageerror', (error) => said.push(String(error)))
  return said
}

for (const language of ['Deutsch', 'English'] as const) {
  appTest(
    `every view in ${language} is accessible, and no text is cut`,
    { timeout: 240_000 },
    async ({ launch }) => {
      const { app, page } = await launch({ words: ['--sample'], limit: 240_000 })
      const said = complaints(page)
      await untilSealIsWhole(page)
      await command(page, language)
      const found: Record<string, unknown> = {}
      // German is the longer language: what fits there at the larger size fits in English.
      for (const size of language === 'Deutsch' ? sizes : sizes.slice(0, 1)) {
        await resize(app, size)
        await untilFrame(page, 0)
        for (const [name, ...keys] of views) {
          for (const key of keys) await page.keyboard.press(key)
          await page.waitForTimeout(150)
          const view = `${name}-${language}-${size.width}`
          await screenshot(page, `window-${view}`)
          // What axe looks at does not depend on the size: once is enough.
          const axe = size === sizes[0] ? await axeFindings(page) : []
          const findings = [...axe, ...(await cutTexts(page))]
          if (findings.length > 0) found[view] = findings
        }
        await page.keyboard.press('Escape')
        await page.keyboard.press('Control+1')
        await page.keyboard.press('Control+4')
        await page.getByRole('button', { name: /^(Verwerfen|Discard)$/ }).click()
      }
      expect([found, said]).toEqual([{}, []])
    },
  )
}

appTest('the empty desk and the light theme are accessible, and no text is cut', async ({ launch }) => {
  const { app, page } = await launch()
  const said = complaints(page)
  await page.getByRole('heading', { name: 'Beweispaket öffnen' }).waitFor()
  await resize(app, sizes[0])
  await screenshot(page, 'window-open')
  const dark = [...(await axeFindings(page)), ...(await cutTexts(page))]
  await command(page, 'Hell oder dunkel')
  await screenshot(page, 'window-open-light')
  const light = [...(await axeFindings(page)), ...(await cutTexts(page))]
  await command(page, 'Mustervorgang')
  await untilSealIsWhole(page)
  await screenshot(page, 'window-review-light')
  const review = [...(await axeFindings(page)), ...(await cutTexts(page))]
  expect([dark, light, review, said]).toEqual([[], [], [], []])
})

appTest(
  'a broken frame, a refusal and its judgement are accessible, and no text is cut',
  { timeout: 90_000 },
  async ({ launch }) => {
    const sample = readFileSync(join(root, 'resources', 'sample', 'sample.asice'))
    const trust = ['--trust', join(root, 'resources', 'sample', 'trust')]
    const flipped = Buffer.from(sample)
    const at = sample.indexOf('clips/0001.mp4') + 2_200_000
    flipped[at] = (flipped[at] ?? 0) ^ 1

    const broken = await launch({ words: [handed('flipped.asice', flipped), ...trust] })
    await broken.page
      .getByText(/Siegel gebrochen/)
      .first()
      .waitFor({ timeout: 30_000 })
    await untilFrame(broken.page, 0)
    await press(broken.page, 'g')
    await broken.page.getByRole('textbox', { name: /^Bild, Medienzeit/ }).fill('330')
    await press(broken.page, 'Enter')
    await broken.page.getByText('Dieses Bild wird nicht gezeigt').waitFor()
    await screenshot(broken.page, 'window-broken')
    const inStage = [...(await axeFindings(broken.page)), ...(await cutTexts(broken.page))]
    await broken.close()

    const refused = await launch({ words: [handed('short.asice', sample.subarray(0, 3_000_000)), ...trust] })
    await refused.page.getByText('Was zu tun ist').waitFor()
    const refusal = [...(await axeFindings(refused.page)), ...(await cutTexts(refused.page))]
    await refused.page.getByRole('button', { name: 'Prüfergebnis ansehen' }).press('Enter')
    await refused.page.getByRole('heading', { name: /Prüfung von/ }).waitFor()
    await screenshot(refused.page, 'window-judged')
    const judged = [...(await axeFindings(refused.page)), ...(await cutTexts(refused.page))]
    expect([inStage, refusal, judged]).toEqual([[], [], []])
  },
)

function handed(name: string, bytes: Uint8Array): string {
  const folder = mkdtempSync(join(tmpdir(), 'asservat-window-'))
  writeFileSync(join(folder, name), bytes)
  return handOver(join(folder, name))
}

appTest('a whole review is done by keyboard alone', { timeout: 120_000 }, async ({ launch }) => {
  const { app, page } = await launch()
  await page.getByRole('heading', { name: 'Beweispaket öffnen' }).waitFor()
  await command(page, 'Mustervorgang')
  await untilSealIsWhole(page)
  await untilFrame(page, 0)
  await press(page, 'ArrowRight', 'ArrowRight', 'ArrowRight')
  await untilFrame(page, 3)
  await press(page, 'i', 'Shift+ArrowRight')
  await untilFrame(page, 28)
  await press(page, 'o', 't')
  await page.keyboard.type('Person A hebt beide Hände.')
  await press(page, 'Control+Enter')
  await page.getByText('Eintrag 4 ist signiert und im Protokoll.').waitFor()

  await press(page, 'e')
  await page.keyboard.type(' Die Handflächen sind sichtbar.')
  await press(page, 'Tab')
  await page.keyboard.type('genauer hingesehen')
  await press(page, 'Control+Enter')
  await page.getByText('Eintrag 5 ist signiert und im Protokoll.').waitFor()
  await page.getByText(/Fassung 2/).waitFor()

  await press(page, 'PageDown')
  await page.getByRole('button', { name: /kamera-2/, pressed: false }).waitFor()
  await untilFrame(page, 0)
  await press(page, 'Shift+M')
  await page.keyboard.type('Versehentlich gesetzt.')
  await press(page, 'Control+Enter')
  await page.getByText('Eintrag 6 ist signiert und im Protokoll.').waitFor()
  await press(page, 'Delete')
  await page.getByRole('textbox', { name: 'Grund' }).fill('falsche Aufnahme')
  await press(page, 'Tab', 'Tab', 'Enter')
  await page.getByText('zurückgezogen').waitFor()

  await press(page, 'Control+p')
  const button = page.getByRole('button', { name: /Bericht erstellen/ })
  await tabTo(page, button)
  const [question] = await Promise.all([app.waitForEvent('window'), press(page, 'Enter')])
  await question.locator('#accept').waitFor()
  await question.locator('#accept').focus()
  // The window closes while the key is still down.
  await question.keyboard.press('Enter').catch(() => undefined)
  await page.getByText(/ist ausgestellt/).waitFor({ timeout: 60_000 })
  await screenshot(page, 'window-keyboard-alone')
})

async function press(page: Page, ...keys: readonly string[]): Promise<void> {
  for (const key of keys) await page.keyboard.press(key)
}

/** Goes on by Tab until the element has the focus; a keyboard that cannot get there is a fault. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  for (let steps = 0; steps < 60; steps++) {
    if (await target.evaluate((element) => element === document.activeElement)) return
    await page.keyboard.press('Tab')
  }
  throw new Error('no way there by Tab')
}
