import { copyFileSync, chmodSync } from 'node:fs'
import { join } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import type { Bridge } from '../../preload/contract/workstation.ts'
import { appTest, folderForUser, screenshot, type LaunchedApp } from '../support/launch-app.ts'
import { untilSealIsWhole } from '../support/window-driver.ts'

/** The system's dialogs answer with this path. */
function choose({ app }: LaunchedApp, path: string): Promise<void> {
  return app.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath })
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [filePath] })
  }, path)
}

function annotate(page: Page, text: string, from: number, to: number, category: string): Promise<boolean> {
  return page.evaluate(
    async (draft) => {
      const { workstation } = window as unknown as { readonly workstation: Bridge }
      return (await workstation.annotate({ clip: 1, kind: 'observation', ...draft })).ok
    },
    { text, from, to, category },
  )
}

async function faultsOf(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze()
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)
}

async function openSheet(page: Page): Promise<void> {
  await page.keyboard.press('Control+Shift+X')
  await page.getByRole('dialog', { name: 'Zusammenarbeit am Fall' }).waitFor()
}

appTest(
  'a ledger goes by file to a second workstation, is witnessed and compared frame by frame',
  { timeout: 120_000 },
  async ({ launch }) => {
    const folder = folderForUser('exchange')
    const first = await launch({ words: ['--sample'], purpose: 'Auswertung' })
    await untilSealIsWhole(first.page)
    expect(await annotate(first.page, 'Griff zum Gürtel', 10, 20, 'approach')).toBe(true)
    await choose(first, join(folder, 'paket.asice'))
    await openSheet(first.page)
    await first.page.getByLabel('An wen').fill('Prüfer/in 2')
    await first.page.getByRole('button', { name: 'Paket schreiben …' }).click()
    await first.page.getByText('Austauschpaket geschrieben').waitFor()
    expect(await faultsOf(first.page)).toEqual([])
    await first.close()

    const second = await launch({ words: ['--sample'], purpose: 'Zweitauswertung' })
    await untilSealIsWhole(second.page)
    expect(await annotate(second.page, 'Person tritt heran', 15, 30, 'approach')).toBe(true)
    expect(await annotate(second.page, 'Ruf nicht verständlich', 40, 50, 'speech')).toBe(true)
    const copy = join(folder, 'kopie.asice')
    copyFileSync(join(folder, 'paket.asice'), copy)
    chmodSync(copy, 0o444)
    await choose(second, copy)
    await openSheet(second.page)
    await screenshot(second.page, 'exchange-empty')
    await second.page.getByRole('button', { name: 'Paket übernehmen …' }).click()
    await second.page.getByText('Geprüft, aufbewahrt und bezeugt.').waitFor()
    await screenshot(second.page, 'exchange-list')
    expect(await faultsOf(second.page)).toEqual([])
    await second.page.getByRole('button', { name: 'Vergleichen' }).click()
    await second.page
      .getByText('In Kategorie und Art übereinstimmend 1, abweichend 0, nur hier 1, nur dort 0')
      .waitFor()
    expect(await second.page.locator('li.exchange-run').allInnerTexts()).toEqual([
      'Bild 10–14\nnichts festgestellt\nAnnäherung\nnur dort',
      'Bild 15–20\nAnnäherung\nAnnäherung\nübereinstimmend',
      'Bild 21–30\nAnnäherung\nnichts festgestellt\nnur hier',
      'Bild 40–50\nÄußerung / Ansprache\nnichts festgestellt\nnur hier',
    ])
    expect(await faultsOf(second.page)).toEqual([])
    await screenshot(second.page, 'exchange-comparison')
    await second.app.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()[0]?.setContentSize(1680, 1050),
    )
    await second.page.getByRole('button', { name: 'Zurück', exact: true }).click()
    await second.page.getByRole('button', { name: 'Dieses Protokoll gegenzeichnen …' }).click()
    await screenshot(second.page, 'exchange-countersign-wide')
    expect(await faultsOf(second.page)).toEqual([])
    await second.close()
  },
)
