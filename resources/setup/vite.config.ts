import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, rmSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import type { EnvironmentOptions, ViteBuilder } from 'vite'
import { defineConfig } from 'vitest/config'

const root = fileURLToPath(new URL('../..', import.meta.url))
/** Set-up builds beside the running application and swaps afterwards; by hand it builds in place. */
const out = resolve(root, process.env['ASSERVAT_BUILD'] ?? 'build')

/** When the sources were last changed, in seconds since 1970: no right clock is behind it. Without git it is not known. */
function timeOfSources(): number {
  if (process.env['SOURCE_DATE_EPOCH'] !== undefined) return Number(process.env['SOURCE_DATE_EPOCH'])
  const asked = spawnSync('git', ['log', '-1', '--format=%ct'], { cwd: root, encoding: 'utf8' })
  return asked.status === 0 ? Number(asked.stdout) : 0
}

/** Entries by the name of the file they become; what is not written yet is left out. */
function entries(files: readonly string[]): Record<string, string> {
  const present = files.map((file) => join(root, file)).filter((file) => existsSync(file))
  return Object.fromEntries(present.map((file) => [basename(file).replace(/\.(ts|html)$/, ''), file]))
}

function filesIn(folder: string, ending: string, recursive = false): string[] {
  const inside = join(root, folder)
  if (!existsSync(inside)) return []
  return readdirSync(inside, { recursive, encoding: 'utf8' })
    .filter((name) => name.endsWith(ending) && !name.endsWith('.d.ts'))
    .map((name) => join(folder, name))
}

const mainEntries = entries(['main/index.ts', ...filesIn('main', '-worker.ts', true)])
const cliEntry = entries(['main/cli.ts'])
const preloadEntries = entries(filesIn('preload', '.ts'))
const pages = entries(filesIn('renderer', '.html'))

/** For Node: everything is bundled, so that a package needs no node_modules; native code is named by its path. */
function forNode(input: Record<string, string>, emptyOutDir: boolean): EnvironmentOptions {
  return {
    consumer: 'server',
    resolve: { noExternal: true },
    build: {
      outDir: join(out, 'main'),
      emptyOutDir,
      target: 'node20',
      sourcemap: true,
      minify: false,
      rolldownOptions: {
        input,
        external: ['electron', /^node:/],
        output: {
          format: 'es',
          entryFileNames: '[name].js',
          // Flat: `new URL('./name-worker.js', import.meta.url)` must mean the same from every chunk.
          chunkFileNames: '[name]-[hash].js',
        },
      },
    },
  }
}

/** A sandboxed preload can require nothing but electron, so each is one file, built by itself. */
function preload(name: string, file: string): EnvironmentOptions {
  return {
    consumer: 'server',
    resolve: { noExternal: true },
    build: {
      outDir: join(out, 'preload'),
      emptyOutDir: false,
      target: 'chrome130',
      sourcemap: true,
      minify: false,
      rolldownOptions: {
        input: { [name]: file },
        external: ['electron'],
        platform: 'browser',
        output: { format: 'cjs', entryFileNames: '[name].cjs', codeSplitting: false },
      },
    },
  }
}

const preloads = Object.entries(preloadEntries).map(
  ([name, file]) => [`preload_${name.replaceAll('-', '_')}`, preload(name, file)] as const,
)

const renderer: EnvironmentOptions = {
  build: {
    outDir: join(out, 'renderer'),
    emptyOutDir: true,
    target: 'chrome130',
    sourcemap: true,
    // The policy of the window allows no inline code and no data URLs for scripts: every asset is a file.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: { input: pages },
  },
}

async function buildApp(builder: ViteBuilder): Promise<void> {
  rmSync(join(out, 'preload'), { recursive: true, force: true })
  for (const environment of Object.values(builder.environments)) {
    const { input } = environment.config.build.rolldownOptions
    if (typeof input === 'object' && Object.keys(input).length > 0) await builder.build(environment)
  }
}

const minute = 60_000

export default defineConfig({
  // Vitest mirrors the whole tree; the build starts from the pages.
  root: process.env['VITEST'] === undefined ? join(root, 'renderer') : root,
  base: './',
  publicDir: false,
  clearScreen: false,
  cacheDir: join(out, 'cache'),
  plugins: [react()],
  define: { SOURCES_TIME: JSON.stringify(timeOfSources()) },
  // `client` is Vite's own name for what a browser runs: here the renderer.
  environments: {
    main: forNode(mainEntries, true),
    // By itself: together with main it would become a chunk, and no longer know that it is the program.
    cli: forNode(cliEntry, false),
    ...Object.fromEntries(preloads),
    client: renderer,
  },
  builder: { buildApp },
  test: {
    root,
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['test/**/*.test.{ts,tsx}'],
          exclude: ['test/app/**', 'test/bench/**', 'test/fuzz/**', 'test/kill/**'],
          testTimeout: 30_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'app',
          include: ['test/app/**/*.test.ts'],
          fileParallelism: false,
          testTimeout: 6 * minute,
          hookTimeout: 6 * minute,
        },
      },
      ...['bench', 'fuzz', 'kill'].map((name) => ({
        extends: true as const,
        test: {
          name,
          include: [`test/${name}/**/*.test.ts`],
          fileParallelism: false,
          testTimeout: 30 * minute,
          hookTimeout: 5 * minute,
        },
      })),
    ],
  },
})
