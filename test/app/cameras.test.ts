import { AxeBuilder } from '@axe-core/playwright'
import type { ElectronApplication, Page } from 'playwright-core'
import { expect } from 'vitest'
import { cutTexts } from '../support/cut-texts.ts'
import { appTest, screenshot } from '../support/launch-app.ts'
import { untilFrame, untilSealIsWhole } from '../support/window-driver.ts'

async function complaints(page: Page, name: string): Promise<string[]> {
  await page.waitForTimeout(300)
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

/** Seconds by which the sample's second camera is ahead, as its sealed case file says. */
const sealedOffset = 2

const frames = (page: Page): Promise<string[]> => page.locator('[data-testid^=camera-frame]').allInnerTexts()

async function untilFrames(page: Page, wanted: readonly string[]): Promise<void> {
  await expect.poll(() => frames(page), { timeout: 15_000 }).toEqual(wanted)
}

appTest(
  'cameras run on one clock, and a clip without a clock gets one by its entry',
  { timeout: 90_000 },
  async ({ launch }) => {
    const { app, page } = await launch({ words: ['--sample'], limit: 90_000 })
    await resize(app, 1366, 768)
    await untilSealIsWhole(page)
    await untilFrame(page, 0)
    await page.keyboard.press('Y')
    // The second camera began four seconds later.
    await untilFrames(page, ['Bild 0', '–'])
    await page.getByText('Kein Bild zu dieser Zeit').waitFor()
    const found: Record<string, string[]> = { cameras: await complaints(page, 'cameras') }
    for (let second = 0; second < 4; second++) await page.keyboard.press('Shift+ArrowRight')
    await expect.poll(async () => (await frames(page))[0], { timeout: 15_000 }).toBe('Bild 100')
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('ArrowRight')
    await expect.poll(async () => (await frames(page))[0], { timeout: 15_000 }).toBe('Bild 102')
    found['cameras-both'] = await complaints(page, 'cameras-both')

    // The sample's cameras heard one world: the sound must find what is sealed of their clocks.
    await page.locator('.camera', { hasText: 'kamera-2' }).getByText('Ton abgleichen').click()
    await page.getByRole('button', { name: 'Vergleichen', exact: true }).click()
    const proposed = page.getByText(/Vorsprung der Kamera nach diesem Abgleich/)
    await proposed.waitFor({ timeout: 30_000 })
    found['sound'] = await complaints(page, 'sound')
    const ahead = Number(/ ([-\d,]+) s, ±/.exec(await proposed.innerText())?.[1]?.replace(',', '.'))
    expect(Math.abs(ahead - sealedOffset)).toBeLessThanOrEqual(0.04)
    await page.keyboard.press('Escape')

    await page.locator('.cameras-clip', { hasText: 'handheld-cup' }).getByText('Uhr festlegen').click()
    await page.getByLabel('Gerätezeit am Anfang der Aufnahme').fill('2026-09-14T22:41:10.000+02:00')
    await page.getByLabel('Vorsprung in Sekunden').fill('-0,5')
    await page.getByLabel('Unsicherheit ± Sekunden').fill('0,2')
    await page.getByLabel('Verglichen womit').fill('Funkuhr der Dienststelle')
    await page.getByLabel('Begründung').fill('Am Gerät abgelesen')
    found['clock'] = await complaints(page, 'clock')
    await page.getByRole('button', { name: 'Signieren' }).click()
    await page.locator('.dialog').waitFor({ state: 'detached' })
    await page.getByRole('button', { name: 'handheld-cup.mp4', exact: true }).click()
    await expect.poll(async () => (await frames(page)).length, { timeout: 15_000 }).toBe(3)
    found['cameras-three'] = await complaints(page, 'cameras-three')
    await page.keyboard.press('Space')
    await page.waitForTimeout(1500)
    await page.keyboard.press('Space')
    const [first = '', second = ''] = await frames(page)
    expect([first, second]).not.toEqual(['Bild 0', '–'])
    expect(found).toEqual(Object.fromEntries(Object.keys(found).map((name) => [name, []])))
  },
)
