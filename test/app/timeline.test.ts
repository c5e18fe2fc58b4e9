import type { ElectronApplication } from 'playwright-core'
import { expect } from 'vitest'
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

appTest(
  'the timeline shows what was seen, and a key leads to what was not',
  { timeout: 120_000 },
  async ({ launch }) => {
    const { app, page } = await launch({ words: ['--sample'], limit: 120_000 })
    await untilSealIsWhole(page)
    await untilFrame(page, 0)
    const lane = page.locator('.lane-seen')
    expect(await lane.getAttribute('aria-label')).toMatch(/^Von Ihnen gesichtet: 0\s%.* 100\s% noch nicht/)
    await page.keyboard.press('U')
    await untilFrame(page, 1)
    for (let frame = 2; frame < 8; frame++) {
      await page.keyboard.press('ArrowRight')
      await untilFrame(page, frame)
    }
    await page.locator('.lane-sound title', { hasText: 'Lautstärke im Verlauf' }).waitFor({ state: 'attached', timeout: 15_000 })
  for (const size of sizes) {
      await resize(app, size)
      await page.waitForTimeout(400)
      await screenshot(page, `timeline-${size.width}`)
    }
  },
)
