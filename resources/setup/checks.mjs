import { join } from 'node:path'
import { run } from './commands.mjs'
import { root } from './places.mjs'

const tool = (...parts) => join(root, 'node_modules', ...parts)
const sources = ['main', 'preload', 'renderer', 'test', 'resources/setup', 'resources/locales']
const formatted = [
  '*.json',
  '*.md',
  '.ci',
  ...sources.map((folder) => `${folder}/**/*.{ts,tsx,mjs,cjs,css,html,json,md}`),
]

/** Each of these is one yes or no, and counts as one test. */
export const checks = {
  types: [tool('typescript', 'bin', 'tsc'), '-b'],
  lint: [
    tool('oxlint', 'bin', 'oxlint'),
    '-c',
    'test/oxlint.json',
    '--type-aware',
    '--deny-warnings',
    ...sources.slice(0, 5),
  ],
  format: [
    tool('prettier', 'bin', 'prettier.cjs'),
    '--check',
    '--log-level',
    'warn',
    '!package-lock.json',
    ...formatted,
  ],
  unused: [tool('knip', 'bin', 'knip.js')],
}

export async function runCheck(words) {
  const code = await run(process.execPath, words)
  return { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, skipped: [] }
}
