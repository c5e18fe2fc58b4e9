import { expect, test } from 'vitest'
import { importsOf, modulesUnder, type ModuleImport } from './support/module-imports.ts'

/**
 * Who may import whom. A key is a folder (with its slash) or a module; the longest that fits the importing module
 * counts. A value ending in a slash allows all below it, one ending in a colon all modules of that scheme, any other
 * the module or package itself and its parts. What is not listed is refused.
 */
const mayImport: Readonly<Record<string, readonly string[]>> = {
  'main/core/': ['main/core/'],
  'main/crypto/': [
    'main/core/',
    'main/crypto/',
    'resources/trust/',
    'node:crypto',
    'node-forge',
    '@noble/curves',
    '@noble/hashes',
  ],
  'main/ledger/': ['main/core/', 'main/ledger/', 'better-sqlite3', 'node:fs', 'node:os', 'node:path'],
  'main/disk/': ['main/core/', 'main/disk/', 'node:fs', 'node:path', 'node:os', 'node:crypto'],
  'main/keys/': ['main/core/', 'main/crypto/', 'main/disk/', 'main/keys/', 'node:', 'zod'],
  'main/media/': ['main/core/', 'main/disk/', 'main/crypto/', 'main/media/', 'node:', 'mediabunny'],
  'main/verify/': ['main/core/', 'main/disk/', 'main/crypto/', 'main/verify/', 'node:'],
  'main/exchange/': [
    'main/core/',
    'main/disk/',
    'main/crypto/',
    'main/verify/',
    'main/ledger/',
    'main/exchange/',
    'node:',
  ],
  'main/trust/': ['main/core/', 'main/disk/', 'main/crypto/', 'main/trust/', 'node:'],
  'main/report/': [
    'main/core/',
    'main/disk/',
    'main/crypto/',
    'main/report/',
    'node:',
    '@cantoo/pdf-lib',
    'jsonld',
  ],
  'main/ipc/': ['main/', 'preload/contract/', 'electron', 'node:', 'zod'],
  'main/cli/': ['main/', 'preload/contract/', 'node:'],
  'main/index.ts': ['main/', 'preload/contract/', 'electron', 'node:'],
  'main/cli.ts': ['main/', 'preload/contract/', 'electron', 'node:'],
  'main/judge.ts': ['main/', 'node:'],
  'main/judge-ledger.ts': ['main/', 'node:'],
  'main/batch/': ['main/batch/', 'main/core/', 'main/disk/', 'node:'],
  'main/judge-worker.ts': ['main/', 'node:'],
  'main/installation.ts': ['main/', 'node:'],
  'main/support-parcel.ts': ['main/', 'node:'],
  'main/self-check-worker.ts': ['main/', 'node:'],
  'main/window.ts': [
    'main/core/',
    'main/phrases.ts',
    'main/places.ts',
    'preload/contract/',
    'electron',
    'node:path',
  ],
  'main/lockdown.ts': ['electron'],
  'main/switches.ts': [],
  'main/redaction-room.ts': ['main/', 'preload/contract/', 'electron', 'node:', 'zod'],
  'main/frame-room.ts': ['main/', 'preload/contract/', 'electron', 'node:', 'zod'],
  'main/phrases.ts': ['main/core/', 'resources/locales/', 'i18next'],
  'main/places.ts': ['node:path'],
  'preload/contract/': ['preload/contract/', 'main/core/', 'zod'],
  'preload/': ['preload/contract/', 'electron'],
  'renderer/ui/': ['renderer/ui/', 'react', 'react-dom', 'react-aria-components', 'lucide-react'],
  'renderer/': [
    'renderer/',
    'preload/contract/',
    'main/core/',
    'resources/locales/',
    'resources/manual/',
    'react',
    'react-dom',
    'react-i18next',
    'i18next',
    'react-aria-components',
    'lucide-react',
    '@tanstack/react-virtual',
    '@fontsource',
    '@fontsource-variable',
    'video.js',
    'mediabunny',
  ],
  'resources/setup/': ['resources/setup/', 'node:', 'vite', 'vitest', '@vitejs', '@electron'],
  // What set-up hands to Electron as its default application, not a part of set-up itself.
  'resources/setup/default-app/': [
    'node:',
    'electron',
    'computed: pathToFileURL(join(path, about.main)).href',
  ],
}

/** Only these start windows and listen to them; everything below is told what it needs. */
const electronOnly =
  /^(main\/(index|cli|window|lockdown|frame-room|redaction-room)\.ts|main\/ipc\/|preload\/[^/]+\.ts|resources\/setup\/default-app\/)/

const modules = ['main', 'preload', 'renderer', 'resources/setup'].flatMap(modulesUnder)
const imports = modules.flatMap(importsOf)

function ruleFor(module: string): readonly string[] | undefined {
  const keys = Object.keys(mayImport).filter((key) =>
    key.endsWith('/') ? module.startsWith(key) : module === key,
  )
  const longest = keys.sort((a, b) => b.length - a.length)[0]
  return longest === undefined ? undefined : mayImport[longest]
}

function allows(rule: string, to: string): boolean {
  return /[/:]$/.test(rule) ? to.startsWith(rule) : to === rule || to.startsWith(`${rule}/`)
}

function isForbidden({ from, to }: ModuleImport): boolean {
  return !(ruleFor(from) ?? []).some((rule) => allows(rule, to))
}

test('enough modules are read for the answer to mean something', () => {
  expect(modules.length).toBeGreaterThanOrEqual(50)
  expect(imports.length).toBeGreaterThan(modules.length)
})

test('every module lies where the table knows it', () => {
  expect(modules.filter((module) => ruleFor(module) === undefined)).toEqual([])
})

test('nobody imports what the table does not allow', () => {
  expect(imports.filter(isForbidden).map(({ from, to }) => `${from} imports ${to}`)).toEqual([])
})

test('Electron is imported only where windows are made', () => {
  const importers = imports.filter(({ to }) => to === 'electron').map(({ from }) => from)
  expect(importers.filter((module) => !electronOnly.test(module))).toEqual([])
  expect(importers).not.toEqual([])
})

test('a forbidden import would be found', () => {
  const forbidden: ModuleImport[] = [
    { from: 'main/core/seal/finding.ts', to: 'zod' },
    { from: 'main/core/seal/finding.ts', to: 'node:crypto' },
    { from: 'main/ledger/schema.ts', to: 'electron' },
    { from: 'renderer/ui/button.tsx', to: 'preload/contract/workstation.ts' },
    { from: 'renderer/app.tsx', to: 'main/window.ts' },
    { from: 'main/elsewhere.ts', to: 'main/core/result.ts' },
    { from: 'main/core/result.ts', to: 'computed: name' },
  ]
  expect(forbidden.filter(isForbidden)).toEqual(forbidden)
})
