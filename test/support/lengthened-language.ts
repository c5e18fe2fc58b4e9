import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { root } from './checkout.ts'
import { folderForUser } from './launch-app.ts'

type Tree = { [key: string]: string | Tree }

/** Marks every phrase of the third language, so that what is not one of them is seen. */
export const mark = '‡'

/**
 * Builds the application with one file more among its phrases and nothing else changed: the German ones, each
 * longer by a fifth. Answers the folder to start.
 */
export function applicationWithThirdLanguage(): string {
  const folder = folderForUser('third-language')
  for (const part of ['package.json', 'main', 'preload', 'renderer', 'resources', 'build/native'])
    copy(part, folder)
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'))
  const phrases = JSON.parse(read('resources/locales/de.json')) as Tree
  const third = { ...lengthened(phrases), language: { name: 'Langdeutsch' } }
  writeFileSync(join(folder, 'resources', 'locales', 'qps.json'), JSON.stringify(third))
  const vite = join(root, 'node_modules', 'vite', 'bin', 'vite.js')
  const settings = join(folder, 'resources', 'setup', 'vite.config.ts')
  execFileSync(process.execPath, [vite, 'build', '--app', '--config', settings, '--logLevel', 'error'], {
    cwd: folder,
    env: withoutVitest(),
  })
  return folder
}

/** Vite would take the environment of the running tests for its own. */
function withoutVitest(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !/^(VITEST|NODE_ENV|TEST$)/.test(name))
  return { ...Object.fromEntries(kept), NODE_ENV: 'production' }
}

function copy(part: string, folder: string): void {
  mkdirSync(dirname(join(folder, part)), { recursive: true })
  cpSync(join(root, part), join(folder, part), { recursive: true, dereference: true })
}

function read(path: string): string {
  return readFileSync(join(root, path), 'utf8')
}

function lengthened(tree: Tree): Tree {
  return Object.fromEntries(
    Object.entries(tree).map(([key, value]) => [
      key,
      typeof value === 'string' ? longer(value) : lengthened(value),
    ]),
  )
}

/** Words grow as words do in other languages: some of them by some letters, what is filled in stays as it is. */
function longer(phrase: string): string {
  const pieces = phrase.split(/(\{\{[^}]*\}\}|\$t\([^)]*\))/)
  const grown = pieces.map((piece, at) =>
    at % 2 === 1
      ? piece
      : piece.replace(/\p{L}{4,}/gu, (word) => word + word.slice(-Math.ceil(word.length * 0.2))),
  )
  return `${grown.join('')}${mark}`
}
