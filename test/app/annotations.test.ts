import { AxeBuilder } from '@axe-core/playwright'
import type { ElectronApplication, Page } from 'playwright-core'
import { expect } from 'vitest'
import { appTest, screenshot } from '../support/launch-app.ts'
import { cutTexts } from '../support/cut-texts.ts'
import { untilFrame, untilSealIsWhole } from '../support/window-driver.ts'

async function looked(page: Page, name: string): Promise<string[]> {
  await screenshot(page, name)
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze()
  return [
    ...violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.failureSummary}`),
    ...(await cutTexts(page)),
  ]
}

async function resize(app: ElectronApplication, width: number, height: number): Promise<void> {
  await app.evaluate(({ BrowserWindow }, [w, h]) => BrowserWindow.getAllWindows()[0]?.setContentSize(w, h), [
    width,
    height,
  ] as const)
}

async function choose(page: Page, label: string, option: string): Promise<void> {
  await page
    .locator('.draft')
    .getByRole('button', { name: new RegExp(label) })
    .click()
  await page.getByRole('option', { name: option, exact: true }).click()
}

appTest(
  'by keyboard: a tracked region, a person, tags and a link are signed; a personal note stays apart; words are found',
  { timeout: 120_000 },
  async ({ launch }) => {
    const { app, page } = await launch({ words: ['--sample'] })
    await untilSealIsWhole(page)
    await resize(app, 1366, 768)
    await untilFrame(page, 0)
    await page.keyboard.press('I')
    // Long enough that the lane has room for its word.
    for (const frame of [25, 50, 75, 100, 125]) {
      await page.keyboard.press('Shift+ArrowRight')
      await untilFrame(page, frame)
    }
    await page.keyboard.press('O')
    await page.keyboard.press('Home')
    await untilFrame(page, 0)
    await page.keyboard.press('Shift+B')
    await page.keyboard.press('ArrowLeft')
    await page.keyboard.press('Shift+ArrowDown')
    await page.getByText('Bereich mitführen').click()
    await page.getByText(/2 Schlüsselbilder/).waitFor()
    await page.locator('.draft textarea').fill('Person A hebt beide Hände auf Schulterhöhe.')
    await page.getByRole('button', { name: /Person, Schlagwörter/ }).click()
    await choose(page, 'Person \\(Kategorie\\)', 'Beschuldigt')
    await page.getByLabel('Bezeichnung, kein Name').fill('Person A')
    await page.getByRole('button', { name: 'Widerstand' }).click()
    await page.getByLabel('Rechtsgrundlage').fill('§ 113 StGB')
    await page.getByRole('button', { name: 'Verweis auf dieses Bild' }).click()
    const form = await looked(page, 'annotation-form')
    await resize(app, 1680, 1050)
    await screenshot(page, 'annotation-form-wide')
    await page.keyboard.press('Control+Enter')
    await page.getByText(/ist signiert und im Protokoll/).waitFor()

    await page.keyboard.press('Escape')
    await page.keyboard.press('Shift+M')
    await page.keyboard.type('Hier Rückfrage bei der Dienststelle.')
    await page.getByText('Persönlicher Vermerk, geht nie hinaus').click()
    await page.keyboard.press('Control+Enter')
    await page.locator('.note .chip', { hasText: 'persönlich' }).waitFor()
    await resize(app, 1366, 768)
    await page.getByRole('button', { name: /Weitere Filter/ }).click()
    const list = await looked(page, 'annotation-list')

    await page.keyboard.press('Control+Shift+S')
    await page.keyboard.type('schulterh')
    await page.keyboard.press('Enter')
    await page.getByText('1 Treffer').waitFor()
    const found = await looked(page, 'annotation-search')
    await page.keyboard.press('Escape')
    await page.getByRole('tab', { name: /Bericht/ }).click()
    expect([form, list, found, await page.getByText('Rückfrage').count()]).toEqual([[], [], [], 0])
  },
)
