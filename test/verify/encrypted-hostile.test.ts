import { createCipheriv, hkdfSync, randomBytes } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import { concatBytes, equalBytes, toHex, utf8 } from '../../main/core/bytes.ts'
import { canonicalBytes, type Json } from '../../main/core/canonical.ts'
import { printChunkList } from '../../main/core/chunks/chunk-list.ts'
import { chunkNonce, plainSize, SEALED_CHUNK } from '../../main/core/encryption/cipher-stream.ts'
import { BundleKey, openChunk, sealChunk } from '../../main/crypto/bundle-key.ts'
import { sha256 } from '../../main/crypto/hash.ts'
import { makeEnvelope } from '../../main/crypto/make-envelope.ts'
import { openEnvelope, parseEnvelope } from '../../main/crypto/read-envelope.ts'
import { receivingKey } from '../../main/crypto/receiving-key.ts'
import { sourceOf } from '../../main/core/bytes.ts'
import { verifiedSource } from '../../main/media/verified-source.ts'
import { EncryptedSource } from '../../main/verify/encrypted-source.ts'
import { openEncrypted } from '../../main/verify/open-encrypted.ts'
import {
  encryptedBundle,
  filesOf,
  identityOf,
  jsonOf,
  judgeBytes,
  recipient,
  resealed,
} from '../support/encrypted-bundle.ts'

// What a sealer who lies can do: the outer signature is always good, so that only what is inside can give it away.
const [anna, bert] = [recipient('Empfang 1'), recipient('Empfang 2')]
const never = { signal: { aborted: false } }
let bundle: Uint8Array
let other: Uint8Array
let secret: Uint8Array

beforeAll(async () => {
  bundle = await encryptedBundle([anna])
  other = await encryptedBundle([anna])
  secret = await secretOf(bundle)
})

async function fileOf(bytes: Uint8Array, wanted: string): Promise<Uint8Array> {
  return (await filesOf(bytes)).find(({ name }) => name === wanted)?.bytes ?? new Uint8Array()
}

async function secretOf(bytes: Uint8Array): Promise<Uint8Array> {
  const envelope = parseEnvelope(await fileOf(bytes, 'keys/recipients.p7m'))
  const opened = envelope && (await openEnvelope(envelope, receivingKey(anna.key, anna.certificate)))
  if (!opened) throw new Error('the envelope does not open')
  return opened
}

/** The bundle sealed anew with that file, and with the chunk list that fits it. */
function withFile(path: string, make: (before: Uint8Array) => Uint8Array): Promise<Uint8Array> {
  let made = new Uint8Array()
  return resealed(bundle, (name, bytes) => {
    if (name === path) return (made = Uint8Array.from(make(bytes)))
    return name === `${path}.sha256-262160` ? printChunkList(chunksOf(made).map(sha256)) : bytes
  })
}

function chunksOf(bytes: Uint8Array): Uint8Array[] {
  return Array.from({ length: Math.ceil(bytes.length / SEALED_CHUNK) }, (_, i) =>
    bytes.subarray(i * SEALED_CHUNK, (i + 1) * SEALED_CHUNK),
  )
}

async function judgedWith(bytes: Uint8Array) {
  const judged = await judgeBytes(bytes)
  const opened = await openEncrypted(judged, identityOf(anna))
  await judged.checkWhole(never)
  const { verdict, findings, playable } = judged.facts()
  const failed = findings.filter(({ state }) => state === 'failed')
  return {
    judged,
    opened: opened.ok ? 'opened' : opened.failure.code,
    verdict: verdict.indication,
    failed: failed.map(({ reason, subject }) => `${reason} ${subject}`),
    playable,
  }
}

describe('ciphertext of one file', () => {
  const changes: Readonly<Record<string, (chunks: readonly Uint8Array[]) => readonly Uint8Array[]>> = {
    'chunks exchanged': ([first, second, ...rest]) => [second, first, ...rest].flatMap((one) => one ?? []),
    'a chunk repeated': ([first, , ...rest]) => [first, first, ...rest].flatMap((one) => one ?? []),
  }
  for (const [name, change] of Object.entries(changes))
    test(`${name}: the hash holds, the key does not open it, and no byte of it is shown`, async () => {
      const forged = await withFile('data/0001', (bytes) => concatBytes(...change(chunksOf(bytes))))
      const { judged, ...rest } = await judgedWith(forged)
      const at = name === 'chunks exchanged' ? 0 : 1
      expect(rest).toEqual({
        opened: 'opened',
        verdict: 'TOTAL-FAILED',
        failed: ['encryption.chunk data/0001', 'encryption.plaintext data/0001'],
        playable: true,
      })
      const [clip] = judged.clips
      const source = clip && verifiedSource(clip, sha256, () => undefined)
      expect(await source?.readChunk(at)).toBeUndefined()
    })

  test('the last chunk cut off: the one before it does not pass for the last', async () => {
    const cut = await withFile('data/0001', (bytes) => bytes.subarray(0, 2 * SEALED_CHUNK))
    const sized = await resealed(cut, (name, bytes) =>
      name === 'case.json' ? withSize(bytes, 'data/0001', 2 * SEALED_CHUNK) : bytes,
    )
    expect(await judgedWith(sized)).toMatchObject({
      opened: 'encryption.details',
      failed: ['encryption.details details.json'],
      playable: false,
    })
    const key = BundleKey.of(Uint8Array.from(secret), ...(await committed(bundle)))?.fileKey('data/0001')
    const [, second] = chunksOf(await fileOf(cut, 'data/0001'))
    const asLast = chunkNonce(1, 2)
    expect(key && second && asLast && openChunk(key, asLast, second)).toBeUndefined()
  })

  test('a byte flipped before sealing: the chunk matches the seal and does not open', async () => {
    const note = await fileOf(bundle, 'data/0005')
    const forged = await withFile('data/0005', () =>
      Uint8Array.from(note, (byte, i) => (i === 0 ? byte ^ 1 : byte)),
    )
    expect(await judgedWith(forged)).toMatchObject({
      verdict: 'TOTAL-FAILED',
      failed: ['encryption.chunk data/0005', 'encryption.plaintext data/0005'],
    })
  })
})

test('details of another bundle are refused, and nothing of them is shown', async () => {
  const details = await fileOf(other, 'details.json')
  const forged = await withFile('details.json', () => details)
  const { judged, ...rest } = await judgedWith(forged)
  expect(rest).toEqual({
    opened: 'encryption.details',
    verdict: 'TOTAL-FAILED',
    failed: ['encryption.details details.json'],
    playable: false,
  })
  expect(judged.facts().case).toBeNull()
})

test('a digest in the details that the plaintext does not have is told by the name of the file', async () => {
  const forged = await withDetails((details) => {
    const [first] = details['files'] as { sha256: string }[]
    if (first) first.sha256 = '00'.repeat(32)
  })
  const { judged, ...rest } = await judgedWith(forged)
  expect(rest).toMatchObject({
    opened: 'opened',
    verdict: 'TOTAL-FAILED',
    failed: ['encryption.plaintext data/0004'],
  })
  const told = judged.facts().findings.find(({ reason }) => reason === 'encryption.plaintext')
  expect(told?.facts).toEqual({ name: 'Bericht.txt' })
  expect(await judged.readFile('data/0004')).toBeUndefined()
})

test('details that name a file twice, leave one out or carry an unknown member are refused', async () => {
  const changes: ((details: { [name: string]: unknown }) => void)[] = [
    (details) => (details['files'] as unknown[]).pop(),
    (details) => (details['captions'] as { path: string }[]).forEach((one) => (one.path = 'data/0001')),
    (details) => (details['note'] = 'hidden'),
    (details) => (details['bundleId'] = '00000000-0000-4000-8000-000000000000'),
  ]
  for (const change of changes)
    expect(await judgedWith(await withDetails(change))).toMatchObject({
      opened: 'encryption.details',
      failed: ['encryption.details details.json'],
    })
})

test('an envelope for others than case.json names is a fault that needs no key to be seen', async () => {
  const forged = await resealed(bundle, (name, bytes) =>
    name === 'keys/recipients.p7m' ? makeEnvelope(secret, [anna.certificate, bert.certificate]) : bytes,
  )
  const judged = await judgeBytes(forged)
  await judged.checkWhole(never)
  expect(
    judged.facts().findings.flatMap(({ reason, state }) => (state === 'failed' ? [reason] : [])),
  ).toEqual(['encryption.recipients'])
  expect(await judged.locked()).toBeUndefined()
})

test('another bundle key than the committed one opens nothing: all recipients read the same', async () => {
  const second = new Uint8Array(randomBytes(32))
  const forged = await resealed(bundle, (name, bytes) =>
    name === 'keys/recipients.p7m' ? makeEnvelope(second, [anna.certificate]) : bytes,
  )
  const { judged, ...rest } = await judgedWith(forged)
  expect(rest).toEqual({
    opened: 'encryption.otherKey',
    verdict: 'TOTAL-PASSED',
    failed: [],
    playable: false,
  })
  expect(judged.facts().case).toBeNull()
})

test('the recipients swapped in the archive alone break the seal', async () => {
  const at = Buffer.from(bundle).indexOf(Buffer.from(await fileOf(bundle, 'keys/recipients.p7m')))
  const altered = Uint8Array.from(bundle)
  altered[at + 100] = (altered[at + 100] ?? 0) ^ 1
  const { opened, verdict } = await judgedWith(altered)
  expect({ opened, verdict }).toEqual({ opened: 'opened', verdict: 'TOTAL-FAILED' })
  expect((await judgeBytes(altered)).facts().playable).toBe(false)
})

test('the keys are those of the format: HKDF-SHA256 over secret, bundle id and path', async () => {
  const [bundleId, commitment] = await committed(bundle)
  const derive = (info: string) => new Uint8Array(hkdfSync('sha256', secret, bundleId, info, 32))
  expect(toHex(derive('asservat-key-commitment/1'))).toBe(commitment)
  const [chunk] = chunksOf(await fileOf(bundle, 'data/0004'))
  const nonce = concatBytes(new Uint8Array(11), Uint8Array.of(1))
  const cipher = createCipheriv('aes-256-gcm', derive('asservat-file-key/1 data/0004'), nonce)
  const again = concatBytes(
    cipher.update(utf8('Einsatzbericht: streng vertraulich')),
    cipher.final(),
    cipher.getAuthTag(),
  )
  expect(chunk && equalBytes(chunk, again)).toBe(true)
})

test('a source is encrypted once, from front to back: no nonce comes twice', async () => {
  const source = new EncryptedSource(sourceOf(new Uint8Array(600_000)), new Uint8Array(32).fill(1))
  await source.read(0, SEALED_CHUNK)
  await expect(source.read(0, SEALED_CHUNK)).rejects.toThrow(RangeError)
  await expect(source.read(2 * SEALED_CHUNK, source.size - 2 * SEALED_CHUNK)).rejects.toThrow(RangeError)
  expect(() => source.finish()).toThrow(RangeError)
  const nonces = [0, 1, 2].map((chunk) => toHex(chunkNonce(chunk, 3) ?? new Uint8Array()))
  expect(nonces).toEqual(['000000000000000000000000', '000000000000000000000100', '000000000000000000000201'])
  expect([chunkNonce(3, 3), chunkNonce(-1, 3), chunkNonce(0, 2 ** 32 + 1)]).toEqual([
    undefined,
    undefined,
    undefined,
  ])
})

test('sizes that no plaintext comes to are refused', () => {
  expect([15, 16, 17, SEALED_CHUNK, SEALED_CHUNK + 16, SEALED_CHUNK + 17, -1, 1.5].map(plainSize)).toEqual([
    undefined,
    0,
    1,
    262_144,
    undefined,
    262_145,
    undefined,
    undefined,
  ])
})

function withSize(bytes: Uint8Array, path: string, size: number): Uint8Array {
  const root = jsonOf(bytes)
  for (const file of root['files'] as { path: string; size: number }[])
    if (file.path === path) file.size = size
  return canonicalBytes(root as { [name: string]: Json })
}

async function committed(bytes: Uint8Array): Promise<[string, string]> {
  const { bundleId, keyCommitment } = jsonOf(await fileOf(bytes, 'case.json'))
  return [String(bundleId), String(keyCommitment)]
}

/** The bundle with other details, encrypted as its own sealer would have. */
async function withDetails(change: (details: { [name: string]: unknown }) => void): Promise<Uint8Array> {
  const key = BundleKey.of(Uint8Array.from(secret), ...(await committed(bundle)))?.fileKey('details.json')
  const nonce = chunkNonce(0, 1)
  const [sealed] = chunksOf(await fileOf(bundle, 'details.json'))
  const plain = key && nonce && sealed && openChunk(key, nonce, sealed)
  if (!plain || !key || !nonce) throw new Error('the details do not open')
  const details = jsonOf(plain)
  change(details)
  const made = sealChunk(key, nonce, canonicalBytes(details as { [name: string]: Json }))
  const files = await withFile('details.json', () => made)
  return resealed(files, (name, bytes) =>
    name === 'case.json' ? withSize(bytes, 'details.json', made.length) : bytes,
  )
}
