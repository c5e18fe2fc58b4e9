import { mkdirSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { _electron, type ElectronApplication, type Page } from 'playwright-core'
import { build } from 'vite'
import type { Stage } from './stage.ts'
import type { StageClip } from './stage-main.ts'

const here = fileURLToPath(new URL('.', import.meta.url))
const out = fileURLToPath(new URL('../../../build/test-stage/', import.meta.url))
const electron = fileURLToPath(new URL('../../../build/runtime/electron', import.meta.url))

export interface OpenStage {
  readonly page: Page
  /** Runs in the page; it sees `stage` and its one argument, nothing else. */
  run<A, T>(act: (stage: Stage, argument: A) => Promise<T>, argument: A): Promise<T>
  close(): Promise<void>
}

/** The player alone in a real window of the real runtime, with these clips as 1, 2, 3 … */
export async function openStage(clips: readonly StageClip[]): Promise<OpenStage> {
  await buildStage()
  const list = `${out}clips-${process.pid}.json`
  writeFileSync(list, JSON.stringify(clips))
  const about = { name: 'player-stage', version: '0.0.0', type: 'module', main: 'main/stage-main.mjs' }
  writeFileSync(`${out}package.json`, JSON.stringify(about))
  const rootOnly = process.getuid?.() === 0 ? ['--no-sandbox'] : []
  const application: ElectronApplication = await _electron.launch({
    executablePath: electron,
    args: [...rootOnly, out, `${out}page`, list],
    timeout: 30_000,
  })
  const page = await application.firstWindow()
  await page.waitForFunction(() => 'stage' in globalThis)
  return {
    page,
    run: (act, argument) => page.evaluate(`(${act.toString()})(stage, ${JSON.stringify(argument)})`),
    close: () => application.close(),
  }
}

async function buildStage(): Promise<void> {
  mkdirSync(out, { recursive: true })
  const common = { configFile: false, logLevel: 'error', publicDir: false } as const
  await build({
    ...common,
    root: here,
    build: {
      outDir: `${out}page`,
      emptyOutDir: true,
      target: 'chrome130',
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      rolldownOptions: { input: `${here}stage.html` },
    },
  })
  await build({
    ...common,
    root: here,
    ssr: { noExternal: true },
    build: {
      outDir: `${out}main`,
      emptyOutDir: true,
      target: 'node20',
      ssr: `${here}stage-main.ts`,
      rolldownOptions: { external: ['electron'], output: { entryFileNames: '[name].mjs' } },
    },
  })
}
