import { cpSync } from 'node:fs'
import { join } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import type { ElectronApplication, Page } from 'playwright-core'
import { expect } from 'vitest'
import { appTest, folderForUser, screenshot } from '../support/launch-app.ts'
import { makeTrustOffice, offerTrust } from '../support/offered-trust.ts'
import { untilSealIsWhole } from '../support/window-driver.ts'

const office = makeTrustOffice()

/** What the system's dialog will answer from now on. */
async function choosing(app: ElectronApplication, path: string): Promise<void> {
  await app.evaluate(({ dialog }, chosen) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [chosen] })
  }, path)
}

/** A trust file as an office hands it out, where the application's user may read it. */
function handedOut(version: string): string {
  const folder = folderForUser(`trust-${version}`)
  cpSync(offerTrust(office, { version }), folder, { recursive: true })
  return join(folder, 'trust.json')
}

async function openTrust(page: Page): Promise<void> {
  await page.keyboard.press('Control+,')
  await page.getByRole('tab', { name: /^(Allgemein|General)$/ }).focus()
  const wanted = page.getByRole('tab', { name: /^(Vertrauen|Trust)$/ })
  while ((await wanted.getAttribute('aria-selected')) !== 'true') await page.keyboard.press('ArrowDown')
}

async function axe(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze()
  return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.target.join(' ')}`)
}

appTest(
  'the first trust is taken in with the digits from paper, the next by its root alone',
  { timeout: 120_000 },
  async ({ launch }) => {
    const { app, page } = await launch({ words: ['--sample'] })
    await untilSealIsWhole(page)
    await openTrust(page)
    await page.getByText('Hier wird noch niemandem vertraut').waitFor()
    await screenshot(page, 'trust-none-de')
    expect(await axe(page)).toEqual([])

    await choosing(app, handedOut('2026-1'))
    const asking = app.waitForEvent('window')
    await page.getByRole('button', { name: 'Datei wählen …' }).press('Enter')
    const question = await asking
    await question.getByLabel('Letzte 16 Stellen vom Papier').fill('0123456789abcdef')
    await screenshot(question, 'trust-question-de')
    const again = app.waitForEvent('window')
    await question.getByRole('button', { name: 'Übernehmen' }).click()
    const second = await again
    await second.getByText('Diese Stellen passen nicht').waitFor()
    const typed = office.digits.toUpperCase().replace(/(.{4})(?=.)/g, '$1 ')
    await second.getByLabel('Letzte 16 Stellen vom Papier').fill(typed)
    await second.keyboard.press('Enter')
    await page.getByText('Vertrauensspeicher, Fassung 2026-1').waitFor()

    await choosing(app, handedOut('2026-2'))
    const yes = app.waitForEvent('window')
    await page.getByRole('button', { name: 'Datei wählen …' }).press('Enter')
    const confirm = await yes
    await confirm.getByText('2026-1 → 2026-2').waitFor()
    await confirm.keyboard.press('Enter')
    await page.getByText('Vertrauensspeicher, Fassung 2026-2').waitFor()
    await screenshot(page, 'trust-installed-de')
    expect(await axe(page)).toEqual([])

    await choosing(app, handedOut('2025-9'))
    await page.getByRole('button', { name: 'Datei wählen …' }).press('Enter')
    await page.getByRole('alert').getByText('Fassung 2025-9 ist nicht neuer').waitFor()
    await page.keyboard.press('Escape')
    await page.keyboard.press('Control+5')
    await page.getByText('Vertrauen geändert').first().waitFor()
  },
)
