import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import type { ElectronApplication, Page } from 'playwright-core'
import { expect } from 'vitest'
import { parseAccess } from '../../main/core/access/access-record.ts'
import { parseSeen } from '../../main/core/access/coverage.ts'
import { readLedger } from '../../main/ledger/read-ledger.ts'
import { makePorts, nativeBinding } from '../support/ledger-identity.ts'
import { appTest, folderForUser, handOver, screenshot } from '../support/launch-app.ts'
import { cutTexts } from '../support/cut-texts.ts'
import { strangerBundle } from '../support/stranger-bundle.ts'
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

/** What the system's own file dialog would answer: it cannot be driven from outside. */
async function saveAs(app: ElectronApplication, path: string): Promise<void> {
  await app.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath })
  }, path)
}

appTest('nothing of a case is shown before its purpose is stated', async ({ launch }) => {
  const { app, page } = await launch({ words: [handOver(strangerBundle())], purpose: 'ask' })
  await page.getByRole('heading', { name: 'Wozu wird dieser Fall geöffnet?' }).waitFor()
  await resize(app, 1366, 768)
  const found = await looked(page, 'access-purpose')
  const early = await page
    .evaluate(async () => (await fetch('app://ui/clip/1')).status)
    .catch(() => 'refused')
  expect([found, await page.locator('.stage').count(), early]).toEqual([
    [],
    0,
    expect.not.stringMatching(/^20/),
  ])
  await page.getByRole('button', { name: 'Fall öffnen' }).click()
  await untilFrame(page, 0)
})

appTest('who looked at what stands in the log, and goes out as a table and on paper', async ({ launch }) => {
  const { app, page, home, close } = await launch({ words: ['--sample'] })
  await untilSealIsWhole(page)
  await untilFrame(page, 0)
  await resize(app, 1366, 768)
  await page.keyboard.press('ArrowRight')
  await untilFrame(page, 1)
  await page.keyboard.press('Control+Shift+A')
  await page.getByRole('heading', { name: 'Zugriffsprotokoll' }).waitFor()
  await page.getByText('Kette geprüft').first().waitFor()
  const found = await looked(page, 'access-log')
  const out = folderForUser('access')
  await page.getByLabel('Ausgabe an (Name oder Stelle)').fill('Datenschutzbeauftragte/r')
  for (const form of ['csv', 'pdf'] as const) {
    await saveAs(app, join(out, `log.${form}`))
    await page.getByRole('button', { name: form === 'csv' ? /CSV/ : /PDF/ }).click()
    await page.getByText(`Geschrieben: ${join(out, `log.${form}`)}`).waitFor()
  }
  await resize(app, 1680, 1050)
  await screenshot(page, 'access-log-wide')
  const table = readFileSync(join(out, 'log.csv'), 'utf8')
  const acts = table.split('\r\n').flatMap((line) => line.split('";"')[3] ?? [])
  const paper = execFileSync('pdftotext', ['-layout', join(out, 'log.pdf'), '-'], { encoding: 'utf8' })
  expect([found, acts]).toEqual([[], ['Handlung', 'Geöffnet', 'Angesehen', 'Ausgegeben']])
  expect(paper).toMatch(/Protokollierung nach § 76 BDSG[\s\S]*Angesehen[\s\S]*Ausprobieren/)
  await close()
  const [id = ''] = readdirSync(join(home, 'cases'))
  const read = (name: string) => {
    const ledger = readLedger(join(home, 'cases', id, name), makePorts(), nativeBinding)
    if (!ledger.ok) throw new Error(ledger.failure.code)
    const { findings } = ledger.value.facts
    return { entries: ledger.value.entries, failed: findings.filter(({ state }) => state === 'failed') }
  }
  const [log, findings] = [read('access.ledger'), read('findings.ledger')]
  expect([log.failed, findings.failed]).toEqual([[], []])
  expect(parseAccess(log.entries.findLast(({ kind }) => kind === 'accessed')?.data)?.act).toBe('closed')
  // What was on screen is signed at the latest when the case is closed: the first frame and the one stepped to.
  const seen = findings.entries.filter(({ kind }) => kind === 'clipViewed').map(({ data }) => parseSeen(data))
  expect(seen.map((one) => one?.spans)).toEqual([[{ from: 0, to: 1, rate: 0 }]])
})
