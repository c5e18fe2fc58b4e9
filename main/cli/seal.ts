import { basename } from 'node:path'
import { fromUtf8 } from '../core/bytes.ts'
import type { Failure } from '../core/failure.ts'
import { fail, type Result } from '../core/result.ts'
import type { SigningIdentity } from '../core/signing.ts'
import { openPkcs12 } from '../crypto/key-file.ts'
import { readSmallFile } from '../disk/read-folder.ts'
import { failureText, type Phrases } from '../phrases.ts'
import { sealFolder } from '../verify/seal-folder.ts'
import { exit, readWords, textOption, type Streams, type Words } from './words.ts'

/** `seal FOLDER --case FILE --key P12 --pass-file FILE --out BUNDLE`. */
export async function seal(words: readonly string[], streams: Streams, phrases: Phrases): Promise<number> {
  const read = readWords(words, {
    values: ['case', 'key', 'pass-file', 'out'],
    files: [1, 1],
    required: ['case', 'key', 'pass-file', 'out'],
  })
  if (!read.ok) {
    streams.err(phrases('cli.usage', { verb: 'seal', word: read.failure }))
    return exit.unusable
  }
  const sealed = await sealWith(read.value)
  if (!sealed.ok) {
    streams.err(failureText(phrases, sealed.failure))
    return exit.unusable
  }
  for (const name of sealed.value.leftOut) streams.err(phrases('cli.leftOut', { name }))
  streams.out(phrases('cli.sealed', { out: textOption(read.value, 'out'), ...sealed.value }))
  return exit.passed
}

async function sealWith(words: Words): Promise<ReturnType<typeof sealFolder>> {
  const identity = await identityFrom(textOption(words, 'key') ?? '', textOption(words, 'pass-file') ?? '')
  if (!identity.ok) return identity
  const caseFile = await readSmallFile(textOption(words, 'case') ?? '', 4 << 20)
  if (!caseFile.ok) return caseFile
  return sealFolder({
    folder: words.files[0] ?? '',
    caseFile: caseFile.value,
    caseFileName: basename(textOption(words, 'case') ?? ''),
    identity: identity.value,
    out: textOption(words, 'out') ?? '',
    now: new Date(),
  })
}

/** A PKCS#12 file opened by the passphrase in another file: no secret stands on the command line. */
export async function identityFrom(
  keyPath: string,
  passPath: string,
  options: { readonly sample?: boolean } = {},
): Promise<Result<SigningIdentity, Failure>> {
  const key = await readSmallFile(keyPath, 1 << 20)
  if (!key.ok) return key
  const pass = await readSmallFile(passPath, 4096)
  if (!pass.ok) return pass
  const text = fromUtf8(pass.value)
  if (text === undefined) return fail({ code: 'file.notReadable', name: basename(passPath) })
  return openPkcs12(key.value, text.replace(/\r?\n$/, ''), { ...options, name: basename(keyPath) })
}
