import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fromUtf8, sourceOf, utf8 } from '../../main/core/bytes.ts'
import type { SigningIdentity } from '../../main/core/signing.ts'
import { identityOfKey, openPkcs12 } from '../../main/crypto/key-file.ts'
import { trustFrom } from '../../main/crypto/trust-file.ts'
import { openContainer } from '../../main/verify/open-container.ts'
import { judgeFile } from '../../main/verify/judge-file.ts'
import type { JudgedFile } from '../../main/verify/judged-file.ts'
import { sealFiles, type FileToSeal } from '../../main/verify/seal-files.ts'
import { sealFolder } from '../../main/verify/seal-folder.ts'
import { makeCertificate, type Holder } from './pki.ts'

export const sealedNow = new Date('2025-03-01T10:00:00Z')
const sample = 'resources/sample'

/** A person whom a bundle can be encrypted to. */
export function recipient(name: string, key?: Holder['key']): Holder {
  return makeCertificate({ name, ...(key ? { key } : {}), usage: [0, 2, 4] })
}

export function identityOf({ key, certificate }: Holder): SigningIdentity {
  return identityOfKey(key, certificate, [certificate], {})
}

export function sampleIdentity(name: string): SigningIdentity {
  const passphrase = readFileSync(`${sample}/${name}.pass`, 'utf8').trim()
  const opened = openPkcs12(readFileSync(`${sample}/${name}.p12`), passphrase, { sample: true })
  if (!opened.ok) throw new Error(opened.failure.code)
  return opened.value
}

export const sampleTrust = trustFrom(
  ['sample-ca.pem', 'sample-ca.crl'].map((name) => ({
    name,
    bytes: readFileSync(`${sample}/trust/${name}`),
  })),
)

/** Bytes that no other file is likely to have, and that are found again wherever they lie in the clear. */
export function markedBytes(size: number, mark: string): Uint8Array {
  const bytes = new Uint8Array(size)
  const text = utf8(`${mark} `)
  for (let at = 0; at < size; at++) bytes[at] = (text[at % text.length] ?? 0) ^ ((at >> 12) & 15)
  return bytes
}

export const plain = {
  long: markedBytes(600_000, 'Aufnahme eins'),
  exact: markedBytes(262_144, 'Aufnahme zwei'),
  captions: utf8('WEBVTT\n\n00:00.000 --> 00:01.000\nHalt, Polizei\n'),
  note: utf8('Einsatzbericht: streng vertraulich'),
  empty: new Uint8Array(),
}

/** The files of a small case. */
const smallCase: Readonly<Record<string, Uint8Array>> = {
  'Kamera 1.mp4': plain.long,
  'Kamera 2.mp4': plain.exact,
  'Kamera 1.de.vtt': plain.captions,
  'Bericht.txt': plain.note,
  'leer.bin': plain.empty,
}

/** A folder sealed to recipients, as bytes. */
export async function encryptedBundle(
  recipients: readonly Holder[],
  files: Readonly<Record<string, Uint8Array>> = smallCase,
  now: Date = sealedNow,
): Promise<Uint8Array> {
  const work = mkdtempSync(join(tmpdir(), 'asservat-encrypted-'))
  const folder = join(work, 'Fall')
  mkdirSync(folder)
  for (const [name, bytes] of Object.entries(files)) writeFileSync(join(folder, name), bytes)
  const out = join(work, 'bundle.asice')
  const sealed = await sealFolder({
    folder,
    caseFile: utf8(JSON.stringify({ case: '123 Js 45/25', exhibit: { number: 'A-7' } })),
    identity: sampleIdentity('device'),
    out,
    now,
    recipients: recipients.map(({ certificate }) => certificate),
  })
  if (!sealed.ok) throw new Error(sealed.failure.code)
  const bytes = new Uint8Array(readFileSync(out))
  rmSync(work, { recursive: true })
  return bytes
}

export function judgeBytes(bytes: Uint8Array): Promise<JudgedFile> {
  return judgeFile(sourceOf(bytes), { name: 'bundle.asice', trust: sampleTrust, now: sealedNow })
}

/** The sealed files of a bundle in their order, for sealing them again with something changed. */
export async function filesOf(bytes: Uint8Array): Promise<FileToSeal[]> {
  const container = await openContainer(sourceOf(bytes))
  const names = [...container.entries.keys()].filter(
    (name) => name !== 'mimetype' && !name.startsWith('META-INF/'),
  )
  return Promise.all(
    names.map(async (name) => ({
      name,
      bytes: (await container.readWhole(name, 1 << 24)) ?? new Uint8Array(),
      mediaType: mediaTypeOf(name),
      rootfile: name === 'case.json',
    })),
  )
}

function mediaTypeOf(name: string): string {
  if (name === 'case.json') return 'application/json'
  if (name.endsWith('.p7m')) return 'application/pkcs7-mime'
  return name.includes('.sha256-') ? 'text/plain' : 'application/octet-stream'
}

/** The same bundle sealed by the same device, with some files replaced: what only a lying sealer can do. */
export async function resealed(
  bytes: Uint8Array,
  change: (name: string, bytes: Uint8Array) => Uint8Array,
): Promise<Uint8Array> {
  const files = (await filesOf(bytes)).map((file) => ({ ...file, bytes: change(file.name, file.bytes) }))
  return sealFiles(files, sampleIdentity('device'), sealedNow)
}

export function jsonOf(bytes: Uint8Array): { [name: string]: unknown } {
  return JSON.parse(fromUtf8(bytes) ?? '{}') as { [name: string]: unknown }
}
