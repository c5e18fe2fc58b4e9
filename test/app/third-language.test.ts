import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { cutTexts } from '../support/cut-texts.ts'
import { appTest, screenshot } from '../support/launch-app.ts'
import { applicationWithThirdLanguage, mark } from '../support/lengthened-language.ts'
import { untilFrame } from '../support/window-driver.ts'

const views: readonly (readonly [name: string, ...keys: string[]])[] = [
  ['review'],
  ['draft', 'Shift+M'],
  ['ledger', 'Escape', 'Control+5'],
  ['report', 'Control+P'],
  ['details', 'Control+D'],
  ['keys', 'Escape', '?'],
  ['manual', 'Escape', 'F1'],
  ['settings', 'Escape', 'Control+,'],
]

/** Words on the screen that stand in no file of phrases: names of buttons, titles, list heads. */
function unmarked(page: Page, sign: string): Promise<string[]> {
  return page.evaluate((wanted) => {
    const controls = document.querySelectorAll<HTMLElement>(
      'button, [role="tab"], h1, h2, h3, h4, label, legend, dt, th',
    )
    // The manual is a file of its own; where a language has none the English one is shown.
    const data = '.clip, .note, .selectable, .keycap, .digits, .choice, .manual, select'
    return [...controls]
      .filter((control) => control.checkVisibility({ visibilityProperty: true }) && !control.closest(data))
      .map((control) => control.innerText.trim())
      .filter((words) => /\p{L}{4,}/u.test(words) && !words.includes(wanted))
      .filter((words) => !/^(sample\.asice|MUSTER .*Gerät 1)$/.test(words))
  }, sign)
}

appTest(
  'a third language is one file more: it is offered, spoken everywhere, and longer words are not cut',
  { timeout: 180_000 },
  async ({ launch }) => {
    const application = applicationWithThirdLanguage()
    const { app, page } = await launch({ words: ['--sample'], application, limit: 170_000 })
    await untilFrame(page, 0)
    await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setContentSize(1366, 768))
    await page.keyboard.press('Control+,')
    await page.getByRole('button', { name: /Sprache der Oberfläche/ }).click()
    await page.getByRole('option', { name: 'Langdeutsch' }).click()
    await page.getByText(mark).first().waitFor()
    await page.keyboard.press('Escape')
    const found: Record<string, unknown> = {}
    for (const [name, ...keys] of views) {
      for (const key of keys) await page.keyboard.press(key)
      await page.waitForTimeout(150)
      await screenshot(page, `third-language-${name}`)
      const findings = [...(await unmarked(page, mark)), ...(await cutTexts(page))]
      if (findings.length > 0) found[name] = findings
    }
    expect(found).toEqual({})
  },
)
