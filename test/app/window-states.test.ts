import { chmodSync, chownSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import Database from 'better-sqlite3'
import type { ElectronApplication, Page } from 'playwright-core'
import { expect } from 'vitest'
import { cutTexts } from '../support/cut-texts.ts'
import { appTest, folderForUser, handOver, screenshot } from '../support/launch-app.ts'
import { nativeBinding } from '../support/ledger-identity.ts'
import { strangerBundle } from '../support/stranger-bundle.ts'
import { untilFrame, untilSealIsWhole } from '../support/window-driver.ts'

/** What axe and a look for cut texts find, with a picture to look at. */
async function looked(page: Page, name: string, without: readonly string[] = []): Promise<string[]> {
  await page.waitForTimeout(200)
  await screenshot(page, name)
  const { violations } = await new AxeBuilder({ page })
    .setLegacyMode()
    .disableRules([...without])
    .analyze()
  return [
    ...violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.target.join(' ')}: ${nodes[0]?.failureSummary}`),
    ...(await cutTexts(page)),
  ]
}

/** The part of the page that a window of 1366 by 768 has at this zoom. */
async function asZoomed(app: ElectronApplication, zoom: number): Promise<void> {
  await app.evaluate(({ BrowserWindow }, by) => {
    const window = BrowserWindow.getAllWindows()[0]
    window?.setMinimumSize(1, 1)
    window?.setContentSize(Math.floor(1366 / by), Math.floor(768 / by))
  }, zoom)
}

async function press(page: Page, ...keys: readonly string[]): Promise<void> {
  for (const key of keys) await page.keyboard.press(key)
}

/** Ways from the review screen to what has to be reached, and back to the picture. */
const ways: readonly (readonly [name: string, ...keys: string[]])[] = [
  ['picture'],
  ['bundle', 'Control+1'],
  ['writing', 'Shift+M'],
  ['ledger', 'Escape', 'Control+5'],
  ['report', 'Control+P'],
  ['details', 'Control+D'],
  ['manual', 'Escape', 'F1'],
  ['settings', 'Escape', 'Control+,'],
  ['keys', 'Escape', '?'],
  ['closely', 'Escape', 'a'],
  ['as recorded', 'a'],
]

appTest(
  'at 150 and 200 per cent one pane is shown at a time, and everything is reached',
  { timeout: 240_000 },
  async ({ launch }) => {
    const { app, page } = await launch({ words: ['--sample'], limit: 240_000 })
    await untilSealIsWhole(page)
    await untilFrame(page, 0)
    const found: Record<string, string[]> = {}
    for (const zoom of [1.5, 2]) {
      await asZoomed(app, zoom)
      // At 150 per cent the panes alone: the dialogs have more room there than at 200.
      for (const [name, ...keys] of zoom === 2 ? ways : ways.slice(0, 3)) {
        await press(page, ...keys)
        await page.waitForTimeout(150)
        await screenshot(page, `narrow-${zoom * 100}-${name}`)
        // The dialogs are looked at by axe in the wide window; what differs here are the panes.
        const pane = ['picture', 'bundle', 'writing', 'ledger'].includes(name)
        const findings = zoom === 2 && pane ? await looked(page, `narrow-200-${name}`) : await cutTexts(page)
        if (findings.length > 0) found[`${name} at ${zoom}`] = findings
      }
      await press(page, 'Escape')
      await page.getByRole('toolbar', { name: 'Bereiche' }).getByText('Anmerkungen').click()
      await page.getByRole('tab', { name: /^Anmerkungen/ }).click()
      await page.getByRole('button', { name: 'Verwerfen' }).click()
      await page.getByRole('toolbar', { name: 'Bereiche' }).getByText('Bild').click()
      await page.getByRole('button', { name: 'Abspielen', exact: true }).waitFor()
    }
    expect(found).toEqual({})
  },
)

appTest(
  'forced colours, more contrast and less motion are followed; stepping is announced once, at rest',
  { timeout: 90_000 },
  async ({ launch }) => {
    const { app, page } = await launch({ words: ['--sample'], limit: 90_000 })
    await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setContentSize(1366, 768))
    await untilSealIsWhole(page)
    await untilFrame(page, 0)
    await page.emulateMedia({ reducedMotion: 'reduce', contrast: 'more' })
    const contrast = await looked(page, 'preferences-contrast')
    const moving = await page.evaluate(
      () =>
        [...document.querySelectorAll('body *')].filter((element) => {
          const { transitionDuration, animationName, animationDuration } = getComputedStyle(element)
          const lasts = (times: string): boolean => times.split(',').some((time) => parseFloat(time) > 0)
          return lasts(transitionDuration) || (animationName !== 'none' && lasts(animationDuration))
        }).length,
    )
    await page.emulateMedia({ forcedColors: 'active' })
    // Which colours these are is up to the system.
    const forced = await looked(page, 'preferences-forced-colors', ['color-contrast'])
    await page.emulateMedia({ forcedColors: null, contrast: null, reducedMotion: null })

    await page.evaluate(() => {
      const said: string[] = []
      Reflect.set(window, 'said', said)
      const regions = document.querySelectorAll('[role=status], [role=alert], [aria-live]')
      for (const region of regions)
        new MutationObserver(() => said.push(region.textContent ?? '')).observe(region, {
          childList: true,
          characterData: true,
          subtree: true,
        })
    })
    for (let frame = 1; frame <= 12; frame++) await press(page, 'ArrowRight')
    await untilFrame(page, 12)
    await page.waitForTimeout(900)
    const said = await page.evaluate((): unknown => Reflect.get(window, 'said'))
    expect([contrast, moving, forced, said]).toEqual([[], 0, [], [expect.stringMatching(/^Bild 12 von /)]])
  },
)

appTest(
  'a draft outlives the closed window, a missing disk is named, and a newer ledger is left alone',
  { timeout: 120_000 },
  async ({ launch }) => {
    const home = folderForUser('home')
    const disk = handOver(strangerBundle())
    const elsewhere = await launch({ words: [disk], home })
    await elsewhere.page.locator('.seal-strip').waitFor()
    await elsewhere.close()
    rmSync(disk)

    const first = await launch({ words: ['--sample'], home })
    await untilFrame(first.page, 0)
    await press(first.page, 'Shift+M')
    await first.page.keyboard.type('Person A bleibt stehen')
    await first.page.getByText(/^Entwurf gesichert/).waitFor()
    expect(await first.page.title()).toBe('MUSTER 000 Js 1/26 · sample.asice – Asservat')
    await press(first.page, 'Control+W')
    const gone = first.page.getByRole('button', { name: /Datenträger nicht verbunden/ })
    await gone.waitFor()
    const empty = await looked(first.page, 'state-disk-missing')
    await first.close()

    const again = await launch({ words: ['--sample'], home })
    await again.page.getByText(/Ihr Entwurf von .* ist da/).waitFor()
    const kept = await looked(again.page, 'state-draft-kept')
    await again.close()

    makeLedgersNewer(home)
    const newer = await launch({ words: ['--sample'], home })
    await newer.page
      .getByText(/neueren Programmfassung/)
      .first()
      .waitFor()
    const untouched = await looked(newer.page, 'state-newer-ledger')
    expect([empty, kept, untouched]).toEqual([[], [], []])
  },
)

/** As a later version of the program would leave them. */
function makeLedgersNewer(home: string): void {
  const cases = join(home, 'cases')
  const ledgers = readdirSync(cases, { recursive: true, encoding: 'utf8' })
  for (const path of ledgers.filter((name) => name.endsWith('findings.ledger'))) {
    const file = join(cases, path)
    const db = new Database(file, { nativeBinding })
    db.pragma('user_version = 99')
    db.close()
    chmodSync(file, 0o644)
    if (process.getuid?.() === 0) chownSync(file, 65534, 65534)
  }
}
