import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import type { ElectronApplication, Page } from 'playwright-core'
import { expect } from 'vitest'
import { parseCaptions } from '../../main/core/clip/captions.ts'
import { appTest, screenshot } from '../support/launch-app.ts'
import { untilFrame, untilSealIsWhole } from '../support/window-driver.ts'

const sizes = [
  { width: 1366, height: 768 },
  { width: 1680, height: 1050 },
] as const

async function resize(app: ElectronApplication, size: (typeof sizes)[number]): Promise<void> {
  await app.evaluate(({ BrowserWindow }, { width, height }) => {
    BrowserWindow.getAllWindows()[0]?.setContentSize(width, height)
  }, size)
}

/** Rules that are broken, with the first element that breaks each. */
async function axeFindings(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze()
  return violations.map(
    ({ id, nodes }) => `${id}: ${nodes[0]?.target.join(' ')}: ${nodes[0]?.failureSummary}`,
  )
}

appTest(
  'the timeline shows what was seen, and a key leads to what was not',
  { timeout: 120_000 },
  async ({ launch }) => {
    const { app, page } = await launch({ words: ['--sample'], limit: 120_000 })
    await untilSealIsWhole(page)
    await untilFrame(page, 0)
    const lane = page.locator('.lane-seen')
    expect(await lane.getAttribute('aria-label')).toMatch(
      /^Von Ihnen gesichtet: 0\s%.* (99|100)\s% noch nicht/,
    )
    await page.keyboard.press('U')
    await untilFrame(page, 1)
    for (let frame = 2; frame < 8; frame++) {
      await page.keyboard.press('ArrowRight')
      await untilFrame(page, frame)
    }
    await page
      .locator('.lane-sound title', { hasText: 'Lautstärke im Verlauf' })
      .waitFor({ state: 'attached', timeout: 15_000 })
    for (const size of sizes) {
      await resize(app, size)
      await page.waitForTimeout(400)
      await screenshot(page, `timeline-${size.width}`)
      // What axe looks at does not depend on the size: once is enough.
      if (size === sizes[1]) expect(await axeFindings(page)).toEqual([])
    }
  },
)

appTest(
  'what is heard is typed along the clip, signed line by line, found again and handed out',
  { timeout: 120_000 },
  async ({ launch }) => {
    const { app, page, home } = await launch({ words: ['--sample'], limit: 120_000 })
    await untilSealIsWhole(page)
    await untilFrame(page, 0)
    await page.keyboard.press('Control+6')
    await page.getByText('Untertitel aus dem Beweispaket').first().waitFor()
    await page.keyboard.press('Shift+ArrowRight')
    await untilFrame(page, 25)
    await page.getByLabel('Wer spricht (Rolle)').fill('Person A')
    await page.getByLabel('Was ist zu hören?').fill('Bleiben Sie stehen!')
    await page.keyboard.press('F4')
    await page.waitForFunction(() => Number(document.querySelector('[data-testid=frame]')?.textContent) > 40)
    await page.keyboard.press('F4')
    await page.keyboard.press('F3')
    await untilFrame(page, 0)
    await page.keyboard.press('Enter')
    const line = page.locator('.word-line', { hasText: 'Eintrag' })
    await line.waitFor()
    expect(await line.innerText()).toMatch(/00:00:01\.000\s+Person A Bleiben Sie stehen!\s+Eintrag \d+/)
    for (const size of sizes) {
      await resize(app, size)
      await page.waitForTimeout(300)
      await screenshot(page, `transcript-${size.width}`)
      if (size === sizes[1]) expect(await axeFindings(page)).toEqual([])
    }
    const file = join(home, 'wording.vtt')
    await app.evaluate(({ dialog }, filePath) => {
      dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath })
    }, file)
    await page.getByRole('button', { name: 'Als WebVTT speichern' }).click()
    await page.getByLabel('Wer erhält die Datei?').fill('Verteidigung')
    await page.keyboard.press('Enter')
    await page.getByText(`Gespeichert: ${file}`).waitFor()
    expect(parseCaptions(readFileSync(file, 'utf8'))).toEqual([
      { from: 1000, to: expect.any(Number) as number, text: 'Person A: Bleiben Sie stehen!' },
    ])
    await page.keyboard.press('Escape')
    await page.keyboard.press('Control+4')
    await page.getByLabel('Anmerkungen durchsuchen').fill('bleib')
    await page.keyboard.press('Enter')
    await page.getByText(/^\d+ Treffer$/).waitFor()
    await page.locator('.note-text', { hasText: 'Bleiben Sie stehen!' }).waitFor()
  },
)
