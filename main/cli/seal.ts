import { basename } from 'node:path'
import { unlessRefused } from '../core/signing.ts'
import { readSmallFile } from '../disk/read-folder.ts'
import { failureText, type Phrases } from '../phrases.ts'
import { sealFolder } from '../verify/seal-folder.ts'
import { identityFrom } from './identity-from.ts'
import { exit, readWords, textOption, type Streams, type Words } from './words.ts'

/** `seal FOLDER --case FILE --key KEY [--pass-file FILE] --out BUNDLE`. */
export async function seal(words: readonly string[], streams: Streams, phrases: Phrases): Promise<number> {
  const read = readWords(words, {
    values: ['case', 'key', 'pass-file', 'out'],
    files: [1, 1],
    required: ['case', 'key', 'out'],
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

async function sealWith(words: Words): ReturnType<typeof sealFolder> {
  const identity = await identityFrom(textOption(words, 'key') ?? '', textOption(words, 'pass-file') ?? '')
  if (!identity.ok) return identity
  const caseFile = await readSmallFile(textOption(words, 'case') ?? '', 4 << 20)
  if (!caseFile.ok) return caseFile
  const sealed = await unlessRefused(() =>
    sealFolder({
      folder: words.files[0] ?? '',
      caseFile: caseFile.value,
      caseFileName: basename(textOption(words, 'case') ?? ''),
      identity: identity.value,
      out: textOption(words, 'out') ?? '',
      now: new Date(),
    }),
  )
  await identity.value.forget?.()
  return sealed
}
