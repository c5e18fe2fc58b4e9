import { readFileSync, readdirSync } from 'node:fs'
import { dirname, join, posix, relative, sep } from 'node:path'
import { parseSync } from 'vite'
import { root } from './checkout.ts'

/** One import of one module: own modules by their path from the root with slashes, all others by their name. */
export interface ModuleImport {
  readonly from: string
  readonly to: string
}

/** Every module under the folder, by its path from the root with slashes. */
export function modulesUnder(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter(
      (entry) => entry.isFile() && /\.(ts|tsx|mjs|js)$/.test(entry.name) && !entry.name.endsWith('.d.ts'),
    )
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join('/'))
}

/** All imports of a module: static, re-exported, dynamic and of types only. Throws when it cannot be parsed. */
export function importsOf(module: string): ModuleImport[] {
  const text = readFileSync(join(root, module), 'utf8')
  const { errors, module: parsed } = parseSync(module, text)
  if (errors.length > 0) throw new Error(`${module}: ${errors[0]?.message}`)
  const exported = parsed.staticExports.flatMap(({ entries }) =>
    entries.map((entry) => entry.moduleRequest?.value),
  )
  const names = [
    ...parsed.staticImports.map((found) => found.moduleRequest.value),
    ...exported.filter((name) => name !== undefined),
    ...parsed.dynamicImports.map(({ moduleRequest }) =>
      plainText(text.slice(moduleRequest.start, moduleRequest.end)),
    ),
  ]
  return names.map((name) => ({ from: module, to: resolved(module, name) }))
}

/** A computed import could lead anywhere, so it stays visible as what it is. */
function plainText(expression: string): string {
  const quoted = /^(['"`])([^'"`$]*)\1$/.exec(expression)
  return quoted?.[2] ?? `computed: ${expression}`
}

function resolved(module: string, name: string): string {
  return name.startsWith('.') ? posix.normalize(posix.join(dirname(module), name)) : name
}
