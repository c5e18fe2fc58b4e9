import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { ElectronApplication, Locator, Page } from 'playwright-core'
import { expect } from 'vitest'
import { root } from '../support/checkout.ts'
import { appTest, folderForUser, handOver, screenshot } from '../support/launch-app.ts'
import { untilFrame, untilSealIsWhole } from '../support/window-driver.ts'

/** What a prosecutor and an investigator come for: each is done within a minute, and leaves a picture to look at. */
const tasks = [
  'open',
  'judge',
  'find',
  'step',
  'mark',
  'correct',
  'compare',
  'still',
  'report',
  'verify',
] as const
type Task = (typeof tasks)[number]

const minute = 60_000

async function doAll(
  way: string,
  page: Page,
  acts: Readonly<Record<Task, () => Promise<void>>>,
): Promise<void> {
  for (const [index, task] of tasks.entries()) {
    let late: NodeJS.Timeout | undefined
    const patience = new Promise<never>((_, reject) => {
      late = setTimeout(() => reject(new Error(`${way}: “${task}” took more than a minute`)), minute)
    })
    await Promise.race([acts[task](), patience]).finally(() => clearTimeout(late))
    await screenshot(page, `task-${way}-${index + 1}-${task}`)
  }
}

/** What the next dialog of the system would answer, which cannot be driven from outside: this file or folder. */
async function answerDialog(app: ElectronApplication, path: string): Promise<void> {
  await app.evaluate(({ dialog }, chosen) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [chosen] })
  }, path)
}

/** The report that was issued last. */
function issued(home: string): string {
  const found = readdirSync(join(home, 'cases'), { recursive: true, encoding: 'utf8' })
  const report = found
    .filter((path) => path.endsWith('report.pdf'))
    .toSorted()
    .at(-1)
  if (report === undefined) throw new Error('no report was issued')
  return join(home, 'cases', report)
}

async function press(page: Page, ...keys: readonly string[]): Promise<void> {
  for (const key of keys) await page.keyboard.press(key)
}

/** Goes on by Tab until the element has the focus; what cannot be reached so is a fault. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  for (let steps = 0; steps < 80; steps++) {
    if (await target.evaluate((element) => element === document.activeElement)) return
    await page.keyboard.press('Tab')
  }
  throw new Error('no way there by Tab')
}

const camera = (page: Page, number: number): Locator => page.getByTestId(`camera-frame-${number}`)

async function untilBothCamerasShow(page: Page): Promise<void> {
  await expect.poll(() => camera(page, 2).innerText(), { timeout: 20_000 }).toMatch(/^Bild \d+$/)
}

/** Nobody trusts the keys of the sample for anything but the sample itself: its report is whole, and of nobody known. */
async function untilJudged(page: Page): Promise<void> {
  await page.getByText('INDETERMINATE / NO_CERTIFICATE_CHAIN_FOUND').first().waitFor()
  await page.getByText('Daten unversehrt – Unterzeichner unbekannt').first().waitFor()
}

appTest(
  'ten tasks of a case are done by keyboard alone, each within a minute',
  { timeout: 240_000 },
  async ({ launch }) => {
    const { app, page, home } = await launch({ limit: 240_000 })
    await answerDialog(app, handOver(join(root, 'resources', 'sample', 'sample.asice')))
    await doAll('keyboard', page, {
      async open() {
        await page.getByRole('heading', { name: 'Beweispaket öffnen' }).waitFor()
        await press(page, 'Control+O')
        await untilFrame(page, 0)
      },
      async judge() {
        await untilSealIsWhole(page)
        await press(page, 'Control+D')
        await page.getByRole('dialog').getByText('TOTAL-PASSED').first().waitFor()
        await press(page, 'Escape')
      },
      async find() {
        await press(page, 'g')
        await page.keyboard.type('330')
        await press(page, 'Enter')
        await untilFrame(page, 330)
      },
      async step() {
        await press(page, 'ArrowRight')
        await untilFrame(page, 331)
        await press(page, 'ArrowLeft')
        await untilFrame(page, 330)
      },
      async mark() {
        await press(page, 'Shift+M')
        await page.keyboard.type('Person A hebt beide Hände.')
        await press(page, 'Control+Enter')
        await page.getByText(/ist signiert und im Protokoll/).waitFor()
      },
      async correct() {
        await press(page, 'e')
        await page.keyboard.type(' Die Handflächen sind sichtbar.')
        await press(page, 'Tab')
        await page.keyboard.type('genauer hingesehen')
        await press(page, 'Control+Enter')
        await page.getByText(/Fassung 2/).waitFor()
      },
      async compare() {
        await press(page, 'y')
        await untilBothCamerasShow(page)
        await press(page, 'ArrowRight', 'y')
        await page.locator('.cameras').waitFor({ state: 'detached' })
      },
      async still() {
        await answerDialog(app, folderForUser('stills'))
        await press(page, 'Control+E')
        await page
          .getByRole('dialog')
          .getByText(/frame-0*330.*\.png/)
          .first()
          .waitFor()
        await press(page, 'Escape')
      },
      async report() {
        await press(page, 'Control+P')
        await tabTo(page, page.getByRole('button', { name: /Bericht erstellen und signieren/ }))
        const [question] = await Promise.all([app.waitForEvent('window'), press(page, 'Enter')])
        await question.locator('#accept').waitFor()
        await question.locator('#accept').focus()
        await question.keyboard.press('Enter').catch(() => undefined)
        await page.getByText(/ist ausgestellt/).waitFor({ timeout: minute })
      },
      async verify() {
        await answerDialog(app, issued(home))
        await press(page, 'Control+Shift+O')
        await page.getByRole('heading', { name: /Prüfung von/ }).waitFor()
        await untilJudged(page)
      },
    })
  },
)

appTest(
  'ten tasks of a case are done by mouse, each within a minute',
  { timeout: 240_000 },
  async ({ launch }) => {
    const { app, page, home } = await launch({ limit: 240_000 })
    const choose = async (menu: string, entry: RegExp): Promise<void> => {
      await page
        .getByRole('toolbar', { name: 'Menü' })
        .getByRole('button', { name: menu, exact: true })
        .click()
      await page.getByRole('menuitem', { name: entry }).click()
    }
    const click = (name: RegExp | string): Promise<void> =>
      page
        .getByRole('button', typeof name === 'string' ? { name, exact: true } : { name })
        .first()
        .click()
    await doAll('mouse', page, {
      async open() {
        await page.getByRole('heading', { name: 'Beweispaket öffnen' }).waitFor()
        await choose('Datei', /Mustervorgang öffnen/)
        await untilFrame(page, 0)
      },
      async judge() {
        await untilSealIsWhole(page)
        await click('Prüfdetails')
        await page.getByRole('dialog').getByText('TOTAL-PASSED').first().waitFor()
        await page.getByRole('dialog').getByRole('button', { name: 'Schließen' }).click()
      },
      async find() {
        await choose('Wiedergabe', /Gehe zu Bild oder Zeit/)
        await page.getByRole('dialog').getByRole('textbox').fill('330')
        await click('Anzeigen')
        await untilFrame(page, 330)
      },
      async step() {
        await click('Ein Bild vor')
        await untilFrame(page, 331)
        await click('Ein Bild zurück')
        await untilFrame(page, 330)
      },
      async mark() {
        await click('Marke an diesem Bild')
        await page.locator('.draft textarea').first().fill('Person A hebt beide Hände.')
        await click(/^Signieren/)
        await page.getByText(/ist signiert und im Protokoll/).waitFor()
      },
      async correct() {
        await click(/^Berichtigen/)
        const form = page.locator('.draft')
        await form.locator('textarea').first().fill('Person A hebt beide Hände über den Kopf.')
        await form.getByLabel(/Grund/).fill('genauer hingesehen')
        await click(/^Signieren/)
        await page.getByText(/Fassung 2/).waitFor()
      },
      async compare() {
        await choose('Ansicht', /Mehrere Kameras/)
        await untilBothCamerasShow(page)
        await click(/Zurück zu einer Aufnahme/)
        await page.locator('.cameras').waitFor({ state: 'detached' })
      },
      async still() {
        await answerDialog(app, folderForUser('stills'))
        await click(/^Standbild speichern/)
        await page
          .getByRole('dialog')
          .getByText(/frame-0*330.*\.png/)
          .first()
          .waitFor()
        await click('Verstanden')
      },
      async report() {
        await page.getByRole('tab', { name: 'Bericht' }).click()
        const [question] = await Promise.all([
          app.waitForEvent('window'),
          click(/Bericht erstellen und signieren/),
        ])
        await question.locator('#accept').click()
        await page.getByText(/ist ausgestellt/).waitFor({ timeout: minute })
      },
      async verify() {
        await answerDialog(app, issued(home))
        await choose('Datei', /Fremde Datei prüfen/)
        await page.getByRole('heading', { name: /Prüfung von/ }).waitFor()
        await untilJudged(page)
      },
    })
  },
)
