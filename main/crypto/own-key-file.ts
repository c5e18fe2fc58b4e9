import {
  createCipheriv,
  createDecipheriv,
  createPrivateKey,
  randomBytes,
  scrypt,
  type KeyObject,
} from 'node:crypto'
import { concatBytes, equalBytes, utf8 } from '../core/bytes.ts'
import type { KeyFailure } from '../core/failure.ts'
import { fail, ok, type Result } from '../core/result.ts'

/** "asvtkey" and a zero byte: see Key file in FORMAT.md. */
const magic = concatBytes(utf8('asvtkey'), Uint8Array.of(0))
const version = 1
/** log2 N, r, p of scrypt: 128 MiB and about half a second for each guess. */
const cost = Uint8Array.of(17, 8, 1)
const salted = { at: 12, length: 32 } as const
const nonced = { at: 44, length: 12 } as const
const headerLength = 56
const tagLength = 16

/** The private key as a file of version 1: PKCS#8 in AES-256-GCM under scrypt, the header authenticated with it. */
export async function sealKey(key: KeyObject, passphrase: string): Promise<Uint8Array> {
  const header = concatBytes(magic, Uint8Array.of(version), cost, randomBytes(salted.length + nonced.length))
  const plain = key.export({ type: 'pkcs8', format: 'der' })
  const wrapping = await wrappingKey(passphrase, header)
  const cipher = createCipheriv('aes-256-gcm', wrapping, partOf(header, nonced)).setAAD(header)
  const sealed = concatBytes(header, cipher.update(plain), cipher.final(), cipher.getAuthTag())
  plain.fill(0)
  wrapping.fill(0)
  return sealed
}

/** The private key of such a file. A changed byte anywhere looks like a wrong passphrase: GCM cannot tell them apart. */
export async function openSealedKey(
  file: Uint8Array,
  passphrase: string,
  name = '',
): Promise<Result<KeyObject, KeyFailure>> {
  if (!isOwnKeyFile(file) || file.length < headerLength + tagLength)
    return fail({ code: 'key.notAKeyFile', name })
  const header = file.subarray(0, headerLength)
  if (header[8] !== version || !equalBytes(header.subarray(9, 12), cost))
    return fail({ code: 'key.newer', name })
  const wrapping = await wrappingKey(passphrase, header)
  try {
    const decipher = createDecipheriv('aes-256-gcm', wrapping, partOf(header, nonced)).setAAD(header)
    decipher.setAuthTag(file.subarray(-tagLength))
    const plain = Buffer.concat([decipher.update(file.subarray(headerLength, -tagLength)), decipher.final()])
    const key = createPrivateKey({ key: plain, format: 'der', type: 'pkcs8' })
    plain.fill(0)
    return ok(key)
  } catch {
    return fail({ code: 'key.wrongPassphrase' })
  } finally {
    wrapping.fill(0)
  }
}

/** Whether the bytes begin as our own key files do, of whatever version. */
export function isOwnKeyFile(file: Uint8Array): boolean {
  return equalBytes(file.subarray(0, magic.length), magic)
}

function partOf(header: Uint8Array, part: { readonly at: number; readonly length: number }): Uint8Array {
  return header.subarray(part.at, part.at + part.length)
}

/** NFC: the same umlaut is typed as one character on one system and as two on another. */
function wrappingKey(passphrase: string, header: Uint8Array): Promise<Buffer> {
  const options = { N: 2 ** (cost[0] ?? 0), r: cost[1] ?? 0, p: cost[2] ?? 0, maxmem: 160 << 20 }
  const text = Buffer.from(passphrase.normalize('NFC'), 'utf8')
  return new Promise((settle, refuse) => {
    scrypt(text, partOf(header, salted), 32, options, (error, key) => (error ? refuse(error) : settle(key)))
  })
}
