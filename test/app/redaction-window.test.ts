import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import type { ElectronApplication, Page } from 'playwright-core'
import { expect } from 'vitest'
import { root } from '../support/checkout.ts'
import { appTest, folderForUser, screenshot } from '../support/launch-app.ts'
import type { RedactionPlan } from '../../main/core/redaction/plan.ts'
import { compareClips, inside } from '../support/redacted-frames.ts'
import { chooseClip, dropFile, untilFrame } from '../support/window-driver.ts'

const size = { frames: 217, width: 640, height: 480 }

/** A region over the whole clip that wanders from one corner to another, signed. */
async function signTrackedRegion(page: Page): Promise<void> {
  await page.keyboard.press('I')
  await page.keyboard.press('End')
  await untilFrame(page, 216)
  await page.keyboard.press('O')
  await page.keyboard.press('Home')
  await untilFrame(page, 0)
  await page.keyboard.press('Shift+B')
  await page.getByText('Bereich mitführen').click()
  await page.locator('.draft textarea').first().fill('Unbeteiligte Person.')
  const numbers = page.getByRole('group', { name: 'Bildbereich in Pixeln' })
  await numbers.getByLabel('X').fill('31')
  await numbers.getByLabel('X').press('Tab')
  await numbers.getByLabel('X').blur()
  await page.keyboard.press('Control+Enter')
  await page.getByText(/ist signiert und im Protokoll/).waitFor()
}

async function begin(app: ElectronApplication, page: Page): Promise<void> {
  const [question] = await Promise.all([
    app.waitForEvent('window'),
    page.getByRole('button', { name: /Kopie anlegen/ }).click(),
  ])
  await question.getByText('§ 32f StPO').waitFor()
  await question.locator('#accept').click()
}

/** What the entries of a case's ledger say, of those that name a recipient. */
function toldIn(home: string, ledger: string): readonly Record<string, unknown>[] {
  const cases = join(home, 'cases')
  const file = readdirSync(cases, { recursive: true, encoding: 'utf8' }).find((path) => path.endsWith(ledger))
  const sql = 'SELECT CAST(data AS TEXT) FROM payload'
  const rows = execFileSync('sqlite3', ['-readonly', join(cases, file ?? ''), sql])
    .toString()
    .split('\n')
  return rows
    .filter((row) => row.includes('"recipient":"'))
    .map((row) => JSON.parse(row) as Record<string, unknown>)
}

function copies(home: string): readonly string[] {
  const found = readdirSync(join(home, 'cases'), { recursive: true, encoding: 'utf8' })
  return found.filter((path) => path.includes('disclosures')).map((path) => join(home, 'cases', path))
}

appTest(
  'a redacted copy is stopped without a trace, then made: no frame shows what the signed track hides',
  { timeout: 180_000 },
  async ({ launch }) => {
    const { app, page, home, close } = await launch({ words: ['--sample'] })
    await chooseClip(page, 'handheld-cup.mp4')
    await signTrackedRegion(page)
    await page.getByRole('tab', { name: /^Bericht/ }).click()
    const part = page.locator('.report-redaction')
    await part.locator('summary').click()
    await part.locator('fieldset').first().getByText('Unbeteiligte Person.').click()
    await part.getByRole('textbox', { name: 'Grund', exact: true }).fill('Unbeteiligte Person')
    await part.getByRole('textbox', { name: 'Rechtsgrundlage' }).fill('§ 32f StPO')
    await part.getByRole('textbox', { name: 'Wer die Kopie erhält' }).fill('Verteidigung')
    await begin(app, page)
    await part.getByText(/Bild [1-9]\d* von 217/).waitFor({ timeout: 60_000 })
    await screenshot(page, 'redaction-1-making')
    await part.getByRole('button', { name: 'Abbrechen' }).click()
    await part.locator('.report-way').waitFor({ state: 'detached', timeout: 20_000 })
    expect(copies(home).filter((path) => path.endsWith('asice') || path.includes('.making'))).toEqual([])

    await begin(app, page)
    await part.getByText(/Kopie mit 217 Bildern geschrieben/).waitFor({ timeout: 90_000 })
    await screenshot(page, 'redaction-2-made')
    const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze()
    expect(violations.map(({ id, nodes }) => [id, nodes[0]?.failureSummary])).toEqual([])

    const bundle = copies(home).find((path) => path.endsWith('redacted.asice')) ?? ''
    const log = JSON.parse(readFileSync(bundle.replace('redacted.asice', 'redaction.json'), 'utf8')) as Pick<
      RedactionPlan,
      'masks'
    >
    expect(log.masks[0]?.keys.length).toBeGreaterThanOrEqual(2)
    const folder = folderForUser('frames')
    const clips = { original: join(folder, 'original.mp4'), copy: join(folder, 'copy.mp4') }
    const sample = join(root, 'resources', 'sample', 'sample.asice')
    writeFileSync(clips.original, inside(sample, 'clips/0003.mp4'))
    writeFileSync(clips.copy, inside(bundle, 'clips/0001.mp4'))
    const frames = compareClips(clips.original, clips.copy, size, log)
    expect(frames.filter(({ brightest, difference }) => brightest > 48 || difference > 6)).toEqual([])

    await dropFile(page, bundle)
    await page.getByText('Geschwärzte Kopie einer Aufnahme', { exact: true }).waitFor({ timeout: 30_000 })
    await page.getByText(/Was in der Kopie verdeckt oder stumm ist/).waitFor()
    await screenshot(page, 'redaction-3-judged')

    // While a case is open nobody else reads its ledgers.
    await close()
    expect(toldIn(home, 'findings.ledger')).toMatchObject([{ masks: 1, mutes: 0, recipient: 'Verteidigung' }])
    // Both times something was about to leave, and the one that was given up is on record as well.
    expect(toldIn(home, 'access.ledger').map(({ act, recipient }) => [act, recipient])).toEqual([
      ['exported', 'Verteidigung'],
      ['exported', 'Verteidigung'],
    ])
  },
)
