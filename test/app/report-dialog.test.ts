import { chmodSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import type { ElectronApplication, Page } from 'playwright-core'
import { expect } from 'vitest'
import { root } from '../support/checkout.ts'
import { appTest, folderForUser, screenshot } from '../support/launch-app.ts'
import { OpensslTsa } from '../support/openssl-tsa.ts'
import { PdfOnDisk } from '../support/pdf-tools.ts'
import { chooseClip } from '../support/window-driver.ts'

const mandate = 'Sichtung im Auftrag der Staatsanwaltschaft Musterstadt.'

/** A home with an office's own files in it. */
function officeHome(): string {
  const home = folderForUser('home')
  const folder = join(home, 'office')
  mkdirSync(folder)
  const files = {
    'letterhead.json': { name: 'Polizeipräsidium Musterstadt', unit: 'Dezernat 13', place: 'Musterstadt' },
    'vocabulary.json': { categories: [{ key: 'dog', de: 'Diensthund', en: 'Police dog' }] },
    'texts.json': {
      mandates: [{ label: 'StA', text: mandate }],
      statements: [{ label: 'Hände', text: 'Beide Hände sind sichtbar.' }],
    },
  }
  for (const [name, content] of Object.entries(files))
    writeFileSync(join(folder, name), JSON.stringify(content))
  return home
}

/** What the office words for statements comes behind what is written. */
async function takeBlock(page: Page): Promise<void> {
  const form = page.locator('.draft')
  await form.getByRole('button', { name: /Textbaustein für die Feststellung/ }).click()
  await page.getByRole('option', { name: 'Hände' }).click()
  expect(await form.locator('textarea').first().inputValue()).toMatch(/\nBeide Hände sind sichtbar\.$/)
}

async function markFrame(page: Page, text: string, category?: string): Promise<void> {
  await page.keyboard.press('Shift+M')
  const field = page.locator('.draft textarea').first()
  await field.waitFor()
  await field.fill(text)
  if (category !== undefined) {
    await page
      .locator('.draft')
      .getByRole('button', { name: /Kategorie/ })
      .click()
    await page.getByRole('option', { name: category }).click()
  }
  await takeBlock(page)
  await page.keyboard.press('Control+Enter')
  await page.locator('.notes-pane').getByText(text).first().waitFor()
}

/** No script runs in the preview, so main is asked for its window, and for a picture of it. */
async function lookAtPreview(app: ElectronApplication): Promise<void> {
  const picture = await app.evaluate(async ({ BrowserWindow }) => {
    const shown = () =>
      BrowserWindow.getAllWindows().find(
        (window) => window.isVisible() && window.getTitle() === 'Vorschau – nicht signiert',
      )
    while (!shown()) await new Promise((resolve) => setTimeout(resolve, 50))
    const image = await shown()?.webContents.capturePage()
    shown()?.close()
    return image?.toPNG().toString('base64') ?? ''
  })
  const png = Buffer.from(picture, 'base64')
  writeFileSync(join(root, 'build', 'pictures', 'report-2-preview.png'), png)
  expect(png.length).toBeGreaterThan(20_000)
}

async function sign(app: ElectronApplication, page: Page): Promise<void> {
  const [question] = await Promise.all([
    app.waitForEvent('window'),
    page.getByRole('button', { name: /Bericht erstellen und signieren/ }).click(),
  ])
  await question.getByText('Landgericht Musterstadt').waitFor()
  await question.locator('#accept').click()
}

/** Once the person has agreed, and as soon as a step is shown, the report is given up: nothing of it remains. */
async function signAndStop(app: ElectronApplication, page: Page): Promise<void> {
  await sign(app, page)
  await page.locator('.report-way').getByRole('button', { name: 'Abbrechen' }).click()
  await page.locator('.report-way').waitFor({ state: 'detached', timeout: 60_000 })
  expect(await page.locator('.report-issued, .report-earlier li, .draft-trouble').count()).toBe(0)
}

/** The request goes out, another machine answers, the answer comes in: each by the dialogs of the system. */
async function stamp(app: ElectronApplication, page: Page, home: string): Promise<void> {
  const authority = new OpensslTsa(folderForUser('tsa'))
  const files = { request: join(home, 'stamp.tsq'), answer: join(home, 'stamp.tsr') }
  await app.evaluate(({ dialog }, { request, answer }) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath: request })
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [answer] })
  }, files)
  const row = page.locator('.report-earlier li').first()
  await row.getByRole('button', { name: 'Zeitstempel anfragen …' }).click()
  await row.getByText(/Geschrieben/).waitFor()
  writeFileSync(files.answer, authority.answer(readFileSync(files.request)))
  chmodSync(files.answer, 0o644)
  await row.getByRole('button', { name: 'Zeitstempel einlesen …' }).click()
  await row.getByText(/report-stamped/).waitFor()
}

/** PDFs in the case's folder, the first issued first. */
function issued(home: string): readonly string[] {
  const cases = join(home, 'cases')
  const found = readdirSync(cases, { recursive: true, encoding: 'utf8' })
  return found
    .filter((path) => path.endsWith('report.pdf'))
    .sort()
    .map((path) => join(cases, path))
}

appTest(
  'a report is put together, looked at, stopped, signed, followed by a later one, handed out again and stamped',
  { timeout: 180_000 },
  async ({ launch }) => {
    const { app, page, home } = await launch({ words: ['--sample'], home: officeHome() })
    await chooseClip(page, 'handheld-cup.mp4')
    await markFrame(page, 'Person A hebt beide Hände.')
    await page.getByRole('tab', { name: /^Bericht/ }).click()
    await page.getByRole('textbox', { name: 'Empfänger' }).fill('Landgericht Musterstadt')
    await screenshot(page, 'report-1-dialog')
    const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze()
    expect(violations.map(({ id, nodes }) => [id, nodes[0]?.failureSummary])).toEqual([])

    await page.getByRole('button', { name: 'Vorschau' }).click()
    await lookAtPreview(app)

    await signAndStop(app, page)
    expect(issued(home)).toEqual([])
    await sign(app, page)
    await page.locator('.report-issued').waitFor({ timeout: 60_000 })
    await page.getByRole('tab', { name: /^Anmerkungen/ }).click()
    await markFrame(page, 'Person A geht zwei Schritte zurück.', 'Diensthund')
    await page.getByRole('tab', { name: /^Bericht/ }).click()
    await sign(app, page)
    await page.locator('.report-earlier li').nth(1).waitFor({ timeout: 60_000 })
    await screenshot(page, 'report-3-issued')

    const [first = '', second = ''] = issued(home)
    const words = new PdfOnDisk(readFileSync(second)).pages().join('\n')
    const number = /AV-\d{4}-[0-9a-f]{8}-1/.exec(first)?.[0] ?? ''
    const wanted = [
      'Dezernat 13',
      mandate,
      'Landgericht Musterstadt',
      number,
      'Neu abgedruckte Einträge',
      'Diensthund',
    ]
    expect(wanted.filter((part) => !words.includes(part))).toEqual([])

    const copy = join(home, 'copy.pdf')
    await app.evaluate(({ dialog }, filePath) => {
      dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath })
    }, copy)
    const row = page.locator('.report-earlier li').nth(1)
    await row.getByRole('button', { name: 'Weitere Ausfertigung …' }).click()
    await row.getByRole('textbox').fill('Verteidigung')
    await row.getByRole('button', { name: 'Ausfertigung speichern …' }).click()
    await row.getByRole('textbox').waitFor({ state: 'detached' })
    expect(readFileSync(copy).equals(readFileSync(first))).toBe(true)

    await stamp(app, page, home)
    await screenshot(page, 'report-4-stamped')
    const stamped = readFileSync(second.replace(/report\.pdf$/, 'report-stamped.pdf'))
    expect(new PdfOnDisk(stamped).said('pdfsig', '-nocert', 'file')).toMatch(
      /Total document signed[\s\S]*Signature is Valid/,
    )
    expect(stamped.equals(readFileSync(second))).toBe(false)
  },
)
