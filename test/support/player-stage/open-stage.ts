import { copyFileSync, cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { _electron, type ElectronApplication, type Page } from 'playwright-core'
import { build } from 'vite'
import { asUser, folderForUser, noSandboxReason } from '../launch-app.ts'
import { stagedApplication } from '../staged-application.ts'
import { startDisplay } from '../virtual-display.ts'
import type { Stage } from './stage.ts'
import type { StageClip } from './stage-main.ts'

export { noSandboxReason } from '../launch-app.ts'

const here = fileURLToPath(new URL('.', import.meta.url))

export interface OpenStage {
  readonly page: Page
  /** Runs in the page; it sees the stage and its one argument, nothing else. */
  run<A, T>(act: (stage: Stage, argument: A) => Promise<T>, argument: A): Promise<T>
  close(): Promise<void>
}

/** The player alone in a real window of the real runtime, sandbox on, with these clips as 1, 2, 3 … */
export async function openStage(clips: readonly StageClip[]): Promise<OpenStage> {
  if (noSandboxReason !== undefined) throw new Error(noSandboxReason)
  const folder = folderForUser('stage')
  await buildInto(folder)
  const list = writeList(folder, clips)
  const display = await startDisplay(asUser)
  const application: ElectronApplication = await _electron.launch({
    executablePath: stagedApplication(asUser).launcher,
    args: [folder, `--user-data-dir=${folderForUser('chromium')}`, join(folder, 'page'), list],
    chromiumSandbox: true,
    cwd: folder,
    env: {
      PATH: process.env['PATH'] ?? '/usr/bin:/bin',
      HOME: folderForUser('home'),
      TMPDIR: folderForUser('tmp'),
      DISPLAY: display.name,
      DBUS_SESSION_BUS_ADDRESS: 'unix:path=/dev/null',
    },
    timeout: 60_000,
  })
  const page = await application.firstWindow({ timeout: 60_000 })
  await page.waitForFunction(() => 'stage' in globalThis)
  return {
    page,
    run: (act, argument) => page.evaluate(`(${act.toString()})(stage, ${JSON.stringify(argument)})`),
    async close() {
      await application.close()
      display.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** The clips lie where the user of the runtime can read them. */
function writeList(folder: string, clips: readonly StageClip[]): string {
  const handed = clips.map((clip, i) => {
    const path = join(folder, `${i + 1}-${basename(clip.path)}`)
    copyFileSync(clip.path, path)
    return { path, mediaType: clip.mediaType, flip: clip.flip ?? [] }
  })
  const list = join(folder, 'clips.json')
  writeFileSync(list, JSON.stringify(handed))
  return list
}

async function buildInto(folder: string): Promise<void> {
  // Vite writes only below its own root without being told off; the copy is what runs.
  const out = fileURLToPath(new URL(`../../../build/test-stage-${process.pid}/`, import.meta.url))
  mkdirSync(out, { recursive: true })
  const common = { configFile: false, logLevel: 'error', publicDir: false, root: here } as const
  await build({
    ...common,
    build: {
      outDir: join(out, 'page'),
      emptyOutDir: true,
      target: 'chrome130',
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      rolldownOptions: { input: join(here, 'stage.html') },
    },
  })
  await build({
    ...common,
    ssr: { noExternal: true },
    build: {
      outDir: join(out, 'main'),
      emptyOutDir: true,
      target: 'node20',
      ssr: join(here, 'stage-main.ts'),
      rolldownOptions: { external: ['electron'], output: { entryFileNames: '[name].mjs' } },
    },
  })
  const about = { name: 'player-stage', version: '0.0.0', type: 'module', main: 'main/stage-main.mjs' }
  writeFileSync(join(out, 'package.json'), JSON.stringify(about))
  cpSync(out, folder, { recursive: true })
  rmSync(out, { recursive: true, force: true })
}
