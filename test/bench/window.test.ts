import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ElectronApplication, Page } from 'playwright-core'
import { afterAll, expect } from 'vitest'
import { root } from '../support/checkout.ts'
import { appTest, folderForUser, type LaunchedApp, type LaunchOptions } from '../support/launch-app.ts'
import { untilFrame, untilSealIsWhole } from '../support/window-driver.ts'

type Launch = (options?: LaunchOptions) => Promise<LaunchedApp>

const measured: Record<string, unknown> = {}
afterAll(() =>
  writeFileSync(join(root, 'build', 'bench-window.json'), `${JSON.stringify(measured, null, 2)}\n`),
)

/** The least that Electron can show: what every program on it has to pay. */
function emptyApplication(): string {
  const folder = folderForUser('empty')
  mkdirSync(join(folder, 'page'))
  writeFileSync(join(folder, 'package.json'), '{"name":"empty","main":"main.js"}')
  writeFileSync(join(folder, 'page', 'index.html'), '<!doctype html><title>Empty</title><p>Empty</p>')
  const lines = [
    "const { app, BrowserWindow } = require('electron')",
    "app.whenReady().then(() => new BrowserWindow({ webPreferences: { sandbox: true } }).loadFile('page/index.html'))",
  ]
  writeFileSync(join(folder, 'main.js'), lines.join('\n'))
  return folder
}

/** Milliseconds from the start of the process to the first words on screen, by the clocks of both. */
async function coldStart(launch: Launch, options: LaunchOptions, words: string): Promise<number> {
  const { app, page, close } = await launch(options)
  await page.getByText(words).first().waitFor()
  const begun = await app.evaluate(() => process.getCreationTime() ?? 0)
  const painted = await page.evaluate(
    () =>
      performance.timeOrigin +
      (performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? Number.NaN),
  )
  await close()
  return painted - begun
}

function middle(values: readonly number[], part = 0.5): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length * part)] ?? Number.NaN
}

appTest('the first words are there in at most one and a half times an empty window', async ({ launch }) => {
  const application = emptyApplication()
  const own: number[] = []
  const empty: number[] = []
  // In turns, so that what else the machine does weighs on both alike; the first round only warms the disk.
  for (let round = 0; round < 6; round++) {
    const times = [
      await coldStart(launch, { application }, 'Empty'),
      await coldStart(launch, {}, 'Beweispaket öffnen'),
    ] as const
    if (round === 0) continue
    empty.push(times[0])
    own.push(times[1])
  }
  const ratio = middle(own) / middle(empty)
  measured['cold start'] = { milliseconds: middle(own), empty: middle(empty), ratio }
  expect(ratio).toBeLessThanOrEqual(1.5)
})

/** Milliseconds from a key press in the page to the picture that answers it, step by step. */
function stepTimes(page: Page, steps: number): Promise<number[]> {
  return page.evaluate(async (count) => {
    const shown = (): string => document.querySelector('[data-testid=frame]')?.textContent ?? ''
    const taken: number[] = []
    for (let step = 0; step < count; step++) {
      const before = shown()
      const begun = performance.now()
      document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowRight', bubbles: true }))
      while (shown() === before) await new Promise((resolve) => requestAnimationFrame(resolve))
      taken.push(performance.now() - begun)
    }
    return taken
  }, steps)
}

/** Milliseconds between two pictures of a page that has nothing to do. */
function restingInterval(page: Page): Promise<number> {
  return page.evaluate(async () => {
    const next = (): Promise<number> => new Promise((resolve) => requestAnimationFrame(resolve))
    const from = await next()
    let to = from
    for (let picture = 0; picture < 60; picture++) to = await next()
    return (to - from) / 60
  })
}

/** Share of one processor over the given seconds, and megabytes in memory, of all processes of the application. */
function burden(app: ElectronApplication, seconds: number): Promise<{ cpu: number; megabytes: number }> {
  return app.evaluate(async ({ app: electron }, wait) => {
    electron.getAppMetrics()
    await new Promise((resolve) => setTimeout(resolve, wait * 1000))
    const all = electron.getAppMetrics()
    return {
      cpu: all.reduce((sum, { cpu }) => sum + cpu.percentCPUUsage, 0) / 100,
      megabytes: all.reduce((sum, { memory }) => sum + memory.workingSetSize, 0) / 1024,
    }
  }, seconds)
}

appTest(
  'a key press steps within five pictures of the screen, and a resting window does nothing',
  async ({ launch }) => {
    const { app, page, close } = await launch({ words: ['--sample'], limit: 600_000 })
    await untilSealIsWhole(page)
    await untilFrame(page, 0)
    await stepTimes(page, 20)
    const taken = await stepTimes(page, 120)
    const interval = await restingInterval(page)
    // Until what is read in the background (sound, small pictures) is done.
    await page.waitForTimeout(20_000)
    const own = await burden(app, 10)
    await close()
    const bare = await launch({ application: emptyApplication(), limit: 600_000 })
    await bare.page.waitForTimeout(5000)
    const empty = await burden(bare.app, 10)
    measured['step'] = { p50: middle(taken), p95: middle(taken, 0.95), interval }
    measured['rest'] = { own, empty, memory: own.megabytes / empty.megabytes }
    expect(middle(taken, 0.95) / interval).toBeLessThanOrEqual(5)
    expect(own.cpu).toBeLessThanOrEqual(empty.cpu + 0.05)
  },
)
