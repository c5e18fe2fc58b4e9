import { expect } from 'vitest'
import { appTest, screenshot } from '../support/launch-app.ts'
import { stepAndRead, untilFrame, untilSealIsWhole } from '../support/window-driver.ts'

appTest(
  'passages shown to others fill the screen with chosen findings only, and are on record with whom they were shown to',
  { timeout: 90_000 },
  async ({ launch }) => {
    const { app, page } = await launch({ words: ['--sample'] })
    await untilSealIsWhole(page)
    await untilFrame(page, 0)
    await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setContentSize(1366, 768))
    for (const words of ['Person A hebt beide Hände.', 'Nicht für andere bestimmt.']) {
      await page.keyboard.press('Shift+M')
      await page.keyboard.type(words)
      await page.keyboard.press('Control+Enter')
      await page.getByText(/ist signiert und im Protokoll/).waitFor()
    }
    await page.keyboard.press('Control+Shift+F')
    await page.getByRole('textbox', { name: 'Vor wem' }).fill('Kammer und Verteidigung')
    await page.getByRole('checkbox', { name: /Nicht für andere bestimmt/ }).press('Space')
    await page.getByRole('button', { name: 'Vorführung beginnen' }).press('Enter')
    await page.getByRole('region', { name: 'Vorführung' }).waitFor()
    await untilFrame(page, 0)
    await stepAndRead(page, 'ArrowRight', [1, 2, 3], () => Promise.resolve(0))
    await page.keyboard.press('ArrowUp')
    await untilFrame(page, 0)
    await page.getByText('Person A hebt beide Hände.').waitFor()
    await screenshot(page, 'presentation')
    const hidden = await page.getByText(/Nicht für andere bestimmt|Protokoll:/).count()
    await page.keyboard.press('Escape')
    await page.getByRole('complementary', { name: /Anmerkungen/ }).waitFor()

    await page.keyboard.press('Control+Shift+A')
    await page.getByRole('heading', { name: 'Zugriffsprotokoll' }).waitFor()
    const shown = page.locator('.access-row').filter({ hasText: 'Kammer und Verteidigung' })
    await shown.first().waitFor()
    const rows = await shown.allInnerTexts()
    await screenshot(page, 'presentation-on-record')
    expect([hidden, rows.map((row) => /clips\/\S+/.exec(row)?.[0])]).toEqual([
      0,
      expect.arrayContaining(['clips/0001.mp4#frames=0-3', undefined]),
    ])
  },
)
