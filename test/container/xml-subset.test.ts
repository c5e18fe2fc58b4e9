import { expect, test } from 'vitest'
import { utf8 } from '../../main/core/bytes.ts'
import { parseManifest, printManifest, uriOf } from '../../main/core/container/asic-manifest.ts'
import { fromBase64, toBase64 } from '../../main/core/base64.ts'
import { parseXml } from '../../main/core/container/xml-subset.ts'

function read(text: string) {
  return parseXml(utf8(text))
}

test('elements, attributes, namespaces and text come out resolved', () => {
  expect(
    read(
      '<?xml version="1.0"?><!-- x --><a xmlns="u:1" xmlns:p="u:2" b="1 &lt; 2" p:b="3"><p:c>t&#x41;&amp;</p:c></a>',
    ),
  ).toEqual({
    ok: true,
    value: {
      namespace: 'u:1',
      name: 'a',
      attributes: new Map([
        ['b', '1 < 2'],
        ['{u:2}b', '3'],
      ]),
      text: '',
      children: [{ namespace: 'u:2', name: 'c', attributes: new Map(), children: [], text: 'tA&' }],
    },
  })
})

test.each([
  ['<!DOCTYPE a><a/>', 'doctype'],
  ['<a>&x;</a>', 'entity'],
  ['<a>&amp</a>', 'entity'],
  ['<a>&#0;</a>', 'entity'],
  ['<a b="&x;"/>', 'entity'],
  ['<?php x?><a/>', 'instruction'],
  ['<a><?x y?></a>', 'instruction'],
  ['<a><![CDATA[x]]></a>', 'cdata'],
  ['<?xml version="1.0" encoding="ISO-8859-1"?><a/>', 'notUtf8'],
  ['<a b="1" b="2"/>', 'notWellFormed'],
  ['<a xmlns:p="u" xmlns:q="u" p:b="1" q:b="2"/>', 'notWellFormed'],
  ['<a><b></a></b>', 'notWellFormed'],
  ['<a/><b/>', 'notWellFormed'],
  ['<a>', 'notWellFormed'],
  ['<a b=1/>', 'notWellFormed'],
  ['<a b="1"c="2"/>', 'notWellFormed'],
  ['<a b="<"/>', 'notWellFormed'],
  ['<a>]]></a>', 'notWellFormed'],
  ['<a><!-- -- --></a>', 'notWellFormed'],
  ['<p:a/>', 'namespace'],
  [`${'<a>'.repeat(17)}${'</a>'.repeat(17)}`, 'tooDeep'],
  ['', 'notWellFormed'],
])('%j is refused: %s', (text, fault) => {
  expect(read(text)).toEqual({ ok: false, failure: fault })
})

test('more than 4 MiB are not looked at', () => {
  expect(parseXml(new Uint8Array(4 * 1024 * 1024 + 1))).toEqual({ ok: false, failure: 'tooBig' })
})

test('a printed manifest reads back as it was meant', () => {
  const files = [
    { path: 'case.json', mediaType: 'application/json', rootfile: true, sha256: new Uint8Array(32).fill(1) },
    {
      path: 'files/Übersicht & "x".pdf',
      mediaType: 'a/b',
      rootfile: false,
      sha256: new Uint8Array(32).fill(2),
    },
  ]
  const parsed = parseManifest(printManifest('META-INF/signature001.p7s', files))
  expect(parsed).toEqual({
    ok: true,
    value: {
      signatureUri: 'META-INF/signature001.p7s',
      signatureMediaType: 'application/pkcs7-signature',
      references: files.map(({ path, mediaType, rootfile, sha256 }) => ({
        uri: uriOf(path),
        mediaType,
        rootfile,
        digestMethod: 'http://www.w3.org/2001/04/xmlenc#sha256',
        digest: sha256,
      })),
    },
  })
  expect(decodeURIComponent(uriOf('files/Übersicht & "x".pdf'))).toBe('files/Übersicht & "x".pdf')
})

test('base64 has one spelling', () => {
  expect(toBase64(utf8('Siegel'))).toBe(Buffer.from('Siegel').toString('base64'))
  for (const length of [0, 1, 2, 3, 32]) {
    const bytes = new Uint8Array(length).fill(0xfb)
    expect(fromBase64(toBase64(bytes))).toEqual(bytes)
  }
  for (const text of ['QQ', 'QR==', 'Q=Q=', 'QQ= =', '====', 'Q']) expect(fromBase64(text)).toBeUndefined()
})
