import { execFileSync, spawnSync } from 'node:child_process'
import { chmodSync, cpSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import type { ElectronApplication, Page } from 'playwright-core'
import { expect } from 'vitest'
import { root } from '../support/checkout.ts'
import { appTest, folderForUser, screenshot } from '../support/launch-app.ts'
import { chooseClip, dropFile } from '../support/window-driver.ts'

const sample = join(root, 'resources', 'sample')
const trust = join(sample, 'trust')
const cli = [join(root, 'build', 'main', 'cli.js')]

/** Everything that leaves a case, made by the window itself: PDF and container of a report, the ledger's copy. */
async function leavings(app: ElectronApplication, page: Page, home: string): Promise<string> {
  await chooseClip(page, 'handheld-cup.mp4')
  await page.keyboard.press('Shift+M')
  await page.locator('.draft textarea').first().fill('Person A hebt beide Hände.')
  await page.keyboard.press('Control+Enter')
  await page.locator('.notes-pane').getByText('Person A hebt beide Hände.').first().waitFor()
  await page.getByRole('tab', { name: /^Bericht/ }).click()
  const [question] = await Promise.all([
    app.waitForEvent('window'),
    page.getByRole('button', { name: /Bericht erstellen und signieren/ }).click(),
  ])
  await question.locator('#accept').click()
  await page.locator('.report-issued').waitFor({ timeout: 60_000 })
  return join(home, 'cases')
}

function found(folder: string, ending: string): string {
  const path = readdirSync(folder, { recursive: true, encoding: 'utf8' }).find((one) => one.endsWith(ending))
  if (path === undefined) throw new Error(`no ${ending}`)
  return join(folder, path)
}

const columns = ['proved', 'by', 'open'] as const

/** The kind, and how many sentences stand in each column. */
async function judgedAs(page: Page, path: string): Promise<readonly (string | number)[]> {
  const name = path.split('/').at(-1) ?? ''
  await dropFile(page, path)
  await page.locator('.verify-head h2', { hasText: name }).waitFor({ timeout: 30_000 })
  const counts = columns.map((column) => page.locator(`.proof-column[data-column=${column}] li`).count())
  return [await page.locator('.proof-kind').innerText(), ...(await Promise.all(counts))]
}

async function resize(app: ElectronApplication, width: number, height: number): Promise<void> {
  const size = [width, height] as const
  await app.evaluate(
    ({ BrowserWindow }, [w, h]) => BrowserWindow.getAllWindows()[0]?.setContentSize(w, h),
    size,
  )
}

const files = ['report.pdf', 'report.asice', 'bundle.asice', 'copy.ledger', 'extract.jsonl', 'exchange.asice']

appTest(
  'whatever left a case is dropped on the window, and each says what is proved, by whom, and what is not',
  { timeout: 180_000 },
  async ({ launch }) => {
    const first = await launch({ words: ['--sample'] })
    const cases = await leavings(first.app, first.page, first.home)
    const folder = folderForUser('left')
    await first.close()
    cpSync(found(cases, 'report.pdf'), join(folder, 'report.pdf'))
    cpSync(found(cases, 'report.asice'), join(folder, 'report.asice'))
    cpSync(found(cases, 'findings.ledger'), join(folder, 'copy.ledger'))
    cpSync(join(sample, 'sample.asice'), join(folder, 'bundle.asice'))
    const words = [
      'ledger',
      'extract',
      join(folder, 'copy.ledger'),
      '--entries',
      '1,4',
      '--out',
      join(folder, 'extract.jsonl'),
    ]
    execFileSync(process.execPath, [...cli, ...words])
    cpSync(join(folder, 'copy.ledger'), join(folder, 'own.ledger'))
    const key = [
      '--key',
      join(sample, 'reviewer.p12'),
      '--pass-file',
      join(sample, 'reviewer.pass'),
      '--home',
      folder,
    ]
    const out = ['--out', join(folder, 'exchange.asice')]
    const handOver = ['ledger', 'export', join(folder, 'own.ledger'), ...key, ...out]
    execFileSync(process.execPath, [...cli, ...handOver])
    for (const name of files) chmodSync(join(folder, name), 0o644)

    const { app, page } = await launch({ words: ['--trust', trust] })
    const seen: Record<string, readonly (string | number)[]> = {}
    const wrong: unknown[] = []
    for (const name of files) {
      seen[name] = await judgedAs(page, join(folder, name))
      for (const [width, height] of [
        [1366, 768],
        [1680, 1050],
      ] as const) {
        await resize(app, width, height)
        await screenshot(page, `verify-${name}-${width}`)
      }
      const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze()
      wrong.push(...violations.map(({ id, nodes }) => [name, id, nodes[0]?.failureSummary]))
    }
    expect(wrong).toEqual([])
    expect(seen).toEqual({
      'report.pdf': ['Auswertevermerk', 2, 1, 3],
      'report.asice': ['Auswertevermerk', 2, 2, 4],
      'bundle.asice': ['Beweispaket', 1, 1, 3],
      'copy.ledger': ['Kopie eines Protokolls', 1, 1, 2],
      'extract.jsonl': ['Auszug aus einem Protokoll', 1, 1, 2],
      'exchange.asice': ['Austauschpaket eines Protokolls', 1, 1, 3],
    })
    const judged = files.map((name) => {
      const told = spawnSync(process.execPath, [
        ...cli,
        'verify',
        join(folder, name),
        '--trust',
        trust,
        '--json',
      ])
      return [
        name,
        told.status,
        (JSON.parse(told.stdout.toString()) as { readonly verdict: unknown }).verdict,
      ]
    })
    expect(judged).toEqual(files.map((name) => [name, 0, 'TOTAL-PASSED']))
  },
)
