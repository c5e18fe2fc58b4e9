import { createPublicKey, verify } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fromBase64, toBase64 } from '../../main/core/base64.ts'
import { utf8 } from '../../main/core/bytes.ts'
import { parseCanonical } from '../../main/core/canonical.ts'
import { isSignedBy, keyIdOf, parseNote, printNote } from '../../main/core/ledger/checkpoint.ts'
import { fromDerSignature, toDerSignature } from '../../main/core/ledger/der-signature.ts'
import { eraseRanges } from '../../main/core/ledger/deletion-note.ts'
import { parseBody, printBody, type EntryBody } from '../../main/core/ledger/entry.ts'
import { commonNameOf } from '../../main/core/ledger/history.ts'
import { makeSessionKey } from '../../main/crypto/session-key.ts'
import { makePorts } from '../support/ledger-identity.ts'

const body: EntryBody = {
  ledger: 'findings',
  case: '0b8a6a0e-7d0a-4c57-9d5e-2f1f8f2f8a11',
  seq: 42,
  prev: 'ab'.repeat(32),
  author: 'cd'.repeat(32),
  time: '2026-05-04T19:14:07.120Z',
  kind: 'annotation',
  commit: 'ef'.repeat(32),
}

describe('the body of an entry', () => {
  test('may be of any moment that there is', () => {
    const times = ['2024-02-29T00:00:00.000Z', '2000-02-29T23:59:59.999Z', '1999-12-31T23:59:59.999Z']
    expect(times.map((time) => parseBody(printBody({ ...body, time }))?.time)).toEqual(times)
    expect(parseBody(printBody({ ...body, time: '1900-02-29T00:00:00.000Z' }))).toBeUndefined()
  })

  test('is canonical JSON and comes back from its bytes', () => {
    expect(parseCanonical(printBody(body))).toEqual({ ok: true, value: { v: 1, ...body } })
    expect(parseBody(printBody(body))).toEqual(body)
  })

  test('with any single bit turned is another body or none', () => {
    const bytes = printBody(body)
    const turned = Array.from({ length: bytes.length * 8 }, (_, bit) =>
      bytes.with(bit >> 3, (bytes[bit >> 3] ?? 0) ^ (1 << (bit & 7))),
    )
    const again = turned.map((some) => parseBody(some)).filter((some) => some !== undefined)
    expect(again.length).toBeGreaterThan(100)
    expect(again.filter((some) => JSON.stringify(some) === JSON.stringify(body))).toEqual([])
    // What is accepted prints as the very bytes that were read: there is no second spelling.
    expect(turned.filter((some) => !sameWhenPrinted(some))).toEqual([])
  })

  test.for([
    ['another order', '"kind":"annotation","ledger":"findings"', '"ledger":"findings","kind":"annotation"'],
    ['a space', '"v":1}', '"v":1 }'],
    ['a number with a fraction', '"seq":42', '"seq":42.0'],
    ['a leading zero', '"seq":42', '"seq":042'],
    ['an unknown kind', '"annotation"', '"remark"'],
    ['a day that does not exist', '2026-05-04', '2026-02-29'],
    ['a month that does not exist', '2026-05-04', '2026-13-04'],
    ['no day', '2026-05-04', '2026-05-00'],
    ['an hour that does not exist', 'T19:', 'T24:'],
    ['a leap second', ':07.120', ':60.120'],
    ['a later version', '"v":1', '"v":2'],
    ['another member', ',"v":1', ',"u":1,"v":1'],
    ['upper case', 'abab', 'ABab'],
  ] as const)('is refused with %s', ([, from, to]) => {
    const text = Buffer.from(printBody(body)).toString()
    expect(parseBody(Buffer.from(text.replace(from, to)))).toBeUndefined()
  })
})

function sameWhenPrinted(bytes: Uint8Array): boolean {
  const parsed = parseBody(bytes)
  return !parsed || Buffer.from(printBody(parsed)).equals(bytes)
}

test('signatures change between r‖s and DER without loss, and only one DER is accepted', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 64, maxLength: 64 }), (signature) => {
      expect(fromDerSignature(toDerSignature(signature))).toEqual(signature)
    }),
  )
  const key = makeSessionKey()
  const der = toDerSignature(key.sign(utf8('Text')))
  const spki = createPublicKey({ key: Buffer.from(key.publicKey), format: 'der', type: 'spki' })
  expect(verify('sha256', Buffer.from('Text'), spki, der)).toBe(true)
  const longer = Buffer.concat([Buffer.from(der), Buffer.of(0)])
  expect([fromDerSignature(longer), fromDerSignature(der.subarray(1))]).toEqual([undefined, undefined])
})

test('base64 has one spelling', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 70 }), (bytes) => {
      expect(toBase64(bytes)).toBe(Buffer.from(bytes).toString('base64'))
      expect(fromBase64(toBase64(bytes))).toEqual(bytes)
    }),
  )
  expect(['QQ', 'QR==', 'QQ=', 'Q Q=', 'QQ==\n', '=QQ='].map(fromBase64)).toEqual(Array(6).fill(undefined))
})

describe('a checkpoint note', () => {
  const key = makeSessionKey()
  const ports = makePorts()
  const checkpoint = {
    origin: 'asservat/findings/0b8a6a0e-7d0a-4c57-9d5e-2f1f8f2f8a11',
    size: 42,
    root: new Uint8Array(32).fill(7),
  }
  const text = `${checkpoint.origin}\n42\n${toBase64(checkpoint.root)}\n`
  const note = printNote(checkpoint, keyIdOf(ports.sha256, key.publicKey), key.sign(utf8(text)))

  test('is read back and is by its key', () => {
    const parsed = parseNote(utf8(note))
    expect(parsed).toMatchObject({ ...checkpoint, text })
    expect(parsed && isSignedBy(parsed, key.publicKey, ports)).toBe(true)
    expect(parsed && isSignedBy(parsed, makeSessionKey().publicKey, ports)).toBe(false)
  })

  test('with any byte changed is malformed or not by its key', () => {
    const bytes = utf8(note)
    const passed = Array.from(bytes, (byte, at) => bytes.with(at, byte ^ 1)).filter((some) => {
      const parsed = parseNote(some)
      return parsed && isSignedBy(parsed, key.publicKey, ports)
    })
    expect(passed).toEqual([])
  })

  test.for([
    ['a leading zero', '\n42\n', '\n042\n'],
    ['no empty line', '\n\n', '\n'],
    ['a hyphen for the dash', '—', '-'],
    ['carriage returns', '\n', '\r\n'],
    ['a line more', '\n\n', '\nmore\n\n'],
  ] as const)('is refused with %s', ([, from, to]) => {
    expect(parseNote(utf8(note.replace(from, to)))).toBeUndefined()
  })
})

test('a deletion note names rising ranges before itself and nothing else', () => {
  const ranges = (text: string) => eraseRanges(utf8(`{"ranges":${text},"reason":"Frist"}`), 10)
  expect(ranges('[[1,3],[5,9]]')).toEqual([
    [1, 3],
    [5, 9],
  ])
  expect(
    [
      '[]',
      '[[3,1]]',
      '[[1,3],[3,4]]',
      '[[1,3],[4,5]]',
      '[[5,6],[1,2]]',
      '[[0,2]]',
      '[[9,10]]',
      '[[1]]',
      '7',
    ].map(ranges),
  ).toEqual(Array(9).fill(undefined))
})

test('a person is called by the common name of the certificate', () => {
  expect(
    [
      'CN=Prüfer/in 1,O=Musterland',
      'O=Musterland\nCN=Prüfer/in 1',
      'O=Muster, CN=Admin\\, 1',
      'CN="Prüfer/in, 2", C=DE',
      'O=Nur Amt',
    ].map(commonNameOf),
  ).toEqual(['Prüfer/in 1', 'Prüfer/in 1', 'Admin, 1', 'Prüfer/in, 2', 'O=Nur Amt'])
})
