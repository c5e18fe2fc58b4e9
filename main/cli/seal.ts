import { basename } from 'node:path'
import type { Failure } from '../core/failure.ts'
import { ok, type Result } from '../core/result.ts'
import type { CertificateFacts } from '../core/seal/bundle-facts.ts'
import { unlessRefused } from '../core/signing.ts'
import type { Certificate } from '../crypto/certificate.ts'
import { recipientsFrom, type RecipientFile } from '../crypto/recipients.ts'
import { readSmallFile } from '../disk/read-folder.ts'
import { failureText, type Phrases } from '../phrases.ts'
import { sealFolder, type SealedBundle } from '../verify/seal-folder.ts'
import { identityFrom } from './identity-from.ts'
import { exit, listOption, readWords, textOption, type Streams, type Words } from './words.ts'

/** `seal FOLDER --case FILE --key KEY [--pass-file FILE] --out BUNDLE [--at-intake] [--recipient CERTIFICATE …]`. */
export async function seal(words: readonly string[], streams: Streams, phrases: Phrases): Promise<number> {
  const read = readWords(words, {
    values: ['case', 'key', 'pass-file', 'out'],
    flags: ['at-intake'],
    lists: ['recipient'],
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
  for (const facts of sealed.value.recipients) streams.out(phrases('cli.encryption.recipient', { ...facts }))
  for (const name of sealed.value.leftOut) streams.err(phrases('cli.leftOut', { name }))
  streams.out(phrases('cli.sealed', { out: textOption(read.value, 'out'), ...sealed.value }))
  return exit.passed
}

/** Nobody looks on: it is read twice and compared all the same. */
const unwatched = { signal: { aborted: false }, onBytes: () => undefined }

async function sealWith(
  words: Words,
): Promise<Result<SealedBundle & { readonly recipients: readonly CertificateFacts[] }, Failure>> {
  const recipients = await recipientsOf(words)
  if (!recipients.ok) return recipients
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
      ...(words.options['at-intake'] === true ? { atIntake: unwatched } : {}),
      ...(recipients.value.length > 0 ? { recipients: recipients.value } : {}),
    }),
  )
  await identity.value.forget?.()
  if (!sealed.ok) return sealed
  return ok({ ...sealed.value, recipients: recipients.value.map(({ facts }) => facts) })
}

async function recipientsOf(words: Words): Promise<Result<readonly Certificate[], Failure>> {
  const files: RecipientFile[] = []
  for (const path of listOption(words, 'recipient')) {
    const bytes = await readSmallFile(path, 1 << 20)
    if (!bytes.ok) return bytes
    files.push({ name: basename(path), bytes: bytes.value })
  }
  return recipientsFrom(files, new Date())
}
