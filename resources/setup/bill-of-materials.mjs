import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { build, readJson, root } from './places.mjs'
import { Trouble } from './trouble.mjs'

/** Licences that would bind the whole program, unless the package offers another one to choose. */
const copyleft = /^(?!.*\bOR\b).*\b(A|L)?GPL/i
const licenceFile = /^(licen[cs]e|copying|notice|ofl)(\..*|-.*)?$/i

/**
 * Writes what is inside a package: `sbom.cdx.json` (CycloneDX 1.5) and `LICENSES.txt`, in `build/legal`. Same lock
 * file, same bytes. Refuses a package whose licence would not allow it.
 */
export function writeBillOfMaterials(runtime) {
  const packages = packagesInside()
  const bound = packages.filter(({ licence }) => copyleft.test(licence))
  if (bound.length > 0)
    throw new Trouble(`Not to be packed for their licence: ${bound.map(titleOf).join(', ')}`)
  const folder = join(build, 'legal')
  mkdirSync(folder, { recursive: true })
  const bill = billOf(packages, runtime)
  writeFileSync(join(folder, 'sbom.cdx.json'), `${JSON.stringify(bill, null, 2)}\n`)
  writeFileSync(
    join(folder, 'LICENSES.txt'),
    [...packages.map(licenceText), ...fontsInside().map(fontText)].join('\n'),
  )
}

/** The fonts that reports embed lie in the repository, each with its licence. */
function fontsInside() {
  const ending = '.LICENSE.txt'
  const names = readdirSync(join(root, 'resources', 'fonts')).filter((name) => name.endsWith(ending))
  return names.sort().map((name) => name.slice(0, -ending.length))
}

function fontText(name) {
  const text = readFileSync(join(root, 'resources', 'fonts', `${name}.LICENSE.txt`), 'utf8').trim()
  return `${'='.repeat(80)}\n${name} (font of the reports): OFL-1.1\n\n${text}\n`
}

/** All that is needed at run time, by the lock file. */
function packagesInside() {
  return Object.entries(readJson(root, 'package-lock.json').packages)
    .filter(
      ([path, entry]) => path !== '' && !entry.dev && !entry.devOptional && existsSync(join(root, path)),
    )
    .map(([path, entry]) => ({ path, ...namesIn(path), integrity: entry.integrity }))
    .sort((a, b) => (titleOf(a) < titleOf(b) ? -1 : 1))
}

function namesIn(path) {
  const { name, version, license, licenses } = readJson(root, path, 'package.json')
  const licence = license?.type ?? license ?? licenses?.map(({ type }) => type).join(' OR ') ?? 'see its text'
  return { name, version, licence }
}

function titleOf({ name, version }) {
  return `${name} ${version}`
}

function licenceText({ path, name, version, licence }) {
  const files = readdirSync(join(root, path)).filter((file) => licenceFile.test(file))
  const texts = files.map((file) => readFileSync(join(root, path, file), 'utf8').trim())
  return [`${'='.repeat(80)}\n${name} ${version}: ${licence}\n`, ...texts, ''].join('\n')
}

function billOf(packages, runtime) {
  const { name, version } = readJson(root, 'package.json')
  const electron = {
    type: 'framework',
    name: 'electron',
    version: runtime.version,
    purl: `pkg:npm/electron@${runtime.version}`,
  }
  return {
    bomFormat: 'CycloneDX',
    specVersion: '1.5',
    version: 1,
    metadata: { component: { type: 'application', name, version } },
    components: [electron, ...packages.map(componentOf), ...fontsInside().map(fontComponent)],
  }
}

function fontComponent(name) {
  return { type: 'data', name: `${name} (font)`, licenses: [{ license: { id: 'OFL-1.1' } }] }
}

function componentOf({ name, version, licence, integrity }) {
  const hash = /^sha512-(.+)$/.exec(integrity ?? '')?.[1]
  const content = hash === undefined ? undefined : Buffer.from(hash, 'base64').toString('hex')
  return {
    type: 'library',
    name,
    version,
    purl: `pkg:npm/${name.replace('@', '%40')}@${version}`,
    licenses: [/\bOR\b|\bAND\b/.test(licence) ? { expression: licence } : { license: { name: licence } }],
    ...(content === undefined ? {} : { hashes: [{ alg: 'SHA-512', content }] }),
  }
}
