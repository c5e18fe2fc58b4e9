import { stat } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { Writable } from 'node:stream'
import { fromUtf8 } from '../core/bytes.ts'
import type { Failure } from '../core/failure.ts'
import { fail, ok, type Result } from '../core/result.ts'
import type { SigningIdentity } from '../core/signing.ts'
import { openPkcs12 } from '../crypto/key-file.ts'
import { readSmallFile } from '../disk/read-folder.ts'
import { People } from '../keys/people.ts'
import type { TokenAccess } from '../keys/token-client.ts'
import { openTokenIdentity } from '../keys/token-identity.ts'
import { childProcess, thread } from '../keys/token-process.ts'
import { parseTokenUri } from '../keys/token-uri.ts'
import { placesFrom } from '../places.ts'

/**
 * Who signs, named by one word: a PKCS#12 file, the folder of an identity (`<home>/identities/…`), or a key on a token
 * as a PKCS#11 URI. Its passphrase or PIN stands in a file, or is asked for at a terminal where no file is named: no
 * secret stands on the command line.
 */
export async function identityFrom(
  key: string,
  passPath: string,
  options: { readonly sample?: boolean } = {},
): Promise<Result<SigningIdentity, Failure>> {
  const secret = await secretFrom(passPath)
  if (!secret.ok) return secret
  if (key.startsWith('pkcs11:')) return fromToken(key, secret.value)
  if (await isFolder(key)) return fromFolder(resolve(key), secret.value)
  const bytes = await readSmallFile(key, 1 << 20)
  if (!bytes.ok) return bytes
  return openPkcs12(bytes.value, secret.value, { ...options, name: basename(key) })
}

async function fromToken(uri: string, pin: string): Promise<Result<SigningIdentity, Failure>> {
  const place = parseTokenUri(uri)
  if (!place) return fail({ code: 'file.notFound', name: uri })
  return openTokenIdentity(place, { access: plainAccess(), askPin: () => Promise.resolve(pin) })
}

async function fromFolder(folder: string, secret: string): Promise<Result<SigningIdentity, Failure>> {
  const [home, id] = [dirname(dirname(folder)), basename(folder)]
  const people = new People(home)
  const identity = await people.facts(id)
  if (!identity.ok) return identity
  if (identity.value.kind === 'keyFile') return people.open(id, secret)
  return people.openToken(id, { access: plainAccess(), askPin: () => Promise.resolve(secret) })
}

/** Without windows: a process in plain Node, a thread where this is Electron, which cannot start itself as Node. */
function plainAccess(): TokenAccess {
  const bridge = placesFrom(join(import.meta.dirname, '..', '..')).tokenBridge
  return { start: process.versions['electron'] === undefined ? childProcess() : thread(), bridge }
}

async function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  )
}

async function secretFrom(passPath: string): Promise<Result<string, Failure>> {
  if (passPath === '' && process.stdin.isTTY) return ok(await typed())
  const pass = await readSmallFile(passPath, 4096)
  if (!pass.ok) return pass
  const text = fromUtf8(pass.value)
  if (text === undefined) return fail({ code: 'file.notReadable', name: basename(passPath) })
  return ok(text.replace(/\r?\n$/, ''))
}

/** One line from the terminal, which shows nothing of it. */
function typed(): Promise<string> {
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() })
  const reading = createInterface({ input: process.stdin, output: silent, terminal: true })
  process.stderr.write('PIN / Passphrase: ')
  return new Promise((settle) => {
    reading.question('', (line) => {
      reading.close()
      process.stderr.write('\n')
      settle(line)
    })
  })
}
