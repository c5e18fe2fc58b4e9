import { createHash } from 'node:crypto'
import { readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { spawnSync } from 'node:child_process'
import { Trouble } from './trouble.mjs'

const listName = 'resources/files.sha256'
const signatureName = `${listName}.p7s`

/**
 * Writes the SHA-256 of every file of an unpacked application into it, for `sha256sum -c` and for the program itself.
 * Same files, same bytes. Signed where the environment names a key.
 */
export function writeFileList(folder) {
  const own = new Set([listName, signatureName])
  const paths = filesBelow(folder, '').filter((path) => !own.has(path))
  const lines = paths.sort().map((path) => `${digestOf(join(folder, path))}  ${path}\n`)
  writeFileSync(join(folder, listName), lines.join(''))
  rmSync(join(folder, signatureName), { force: true })
  sign(join(folder, listName))
}

/**
 * A statement beside a package: what it is and what it digests to. `asservat update-check PACKAGE` reads it under the
 * office's trust, so that any format of package can be judged before it is installed.
 */
export function writeRelease(file, { name, version }) {
  const bytes = readFileSync(file)
  const statement = {
    name,
    version,
    file: file.split(/[\\/]/).at(-1),
    size: bytes.length,
    sha256: createHash('sha256').update(bytes).digest('hex'),
  }
  writeFileSync(`${file}.release.json`, `${JSON.stringify(statement, null, 2)}\n`)
  rmSync(`${file}.release.json.p7s`, { force: true })
  sign(`${file}.release.json`)
}

/** Detached CMS by openssl: ASSERVAT_RELEASE_CERT and ASSERVAT_RELEASE_KEY (PEM), ASSERVAT_RELEASE_CHAIN if any. */
function sign(path) {
  const {
    ASSERVAT_RELEASE_CERT: cert,
    ASSERVAT_RELEASE_KEY: key,
    ASSERVAT_RELEASE_CHAIN: chain,
  } = process.env
  if (!cert || !key) return
  const words = ['cms', '-sign', '-binary', '-md', 'sha256', '-outform', 'DER', '-cades']
  const files = ['-in', path, '-out', `${path}.p7s`, '-signer', cert, '-inkey', key]
  const signed = spawnSync('openssl', [...words, ...files, ...(chain ? ['-certfile', chain] : [])], {
    encoding: 'utf8',
  })
  if (signed.status !== 0) throw new Trouble(`The list of files could not be signed:\n${signed.stderr}`)
}

function filesBelow(folder, below) {
  return readdirSync(join(folder, below), { withFileTypes: true }).flatMap((entry) => {
    const path = below === '' ? entry.name : `${below}/${entry.name}`
    return entry.isDirectory() ? filesBelow(folder, path) : entry.isFile() ? [path] : []
  })
}

function digestOf(path) {
  return createHash('sha256').update(readFileSync(path)).digest('hex')
}
