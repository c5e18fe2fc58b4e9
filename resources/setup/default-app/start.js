// What an official Electron carries in its own archive and the registry fallback lacks: it starts the folder named
// on the command line. Top-level await matters: 'ready' waits for it, so the application may still register schemes.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { app } from 'electron'

const asked = wordsOf(process.argv.slice(1))

try {
  const require = createRequire(join(process.cwd(), 'from-here.js'))
  for (const module of asked.required) require(module)
  if (asked.folder === undefined) throw new Error('no folder of an application was named')
  await startFolder(resolve(asked.folder))
} catch (error) {
  process.stderr.write(
    `The application could not be started: ${error instanceof Error ? error.stack : error}\n`,
  )
  process.exit(1)
}

function wordsOf(words) {
  const required = []
  for (let at = 0; at < words.length; at++) {
    const word = words[at]
    if (word === '-r' || word === '--require') required.push(words[++at])
    else if (!word.startsWith('-')) return { required, folder: word }
  }
  return { required, folder: undefined }
}

async function startFolder(path) {
  const about = JSON.parse(readFileSync(join(path, 'package.json'), 'utf8'))
  Object.defineProperty(process, 'defaultApp', { value: true, enumerable: true })
  app.setVersion(about.version ?? '0.0.0')
  // Only the name decides where user data lie, so --user-data-dir stays in force.
  app.setName(about.productName ?? about.name)
  app.setAppPath(path)
  await import(pathToFileURL(join(path, about.main)).href)
}
