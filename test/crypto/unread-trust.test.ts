import { expect, test } from 'vitest'
import { toPem } from '../../main/crypto/pem.ts'
import { unreadFiles } from '../../main/crypto/unread-trust.ts'
import { makeCertificate, makeCrl } from '../support/pki.ts'

const root = makeCertificate({ name: 'Root', ca: true })
const pem = toPem(root.certificate.der, 'CERTIFICATE')
const file = (name: string, content: string | Uint8Array) => ({ name, bytes: Buffer.from(content) })

test('what lies in a trust folder and does not count is named, with why', () => {
  const key = root.key.export({ type: 'pkcs8', format: 'pem' }).toString()
  const files = [
    file('root.pem', pem),
    file('root.der', root.certificate.der),
    file('root.crl', makeCrl({ issuer: root })),
    file('read-me.txt', 'whom we trust'),
    file('trust.json', '{}'),
    file('cut.pem', pem.slice(0, 200)),
    file('two.pem', `${pem}${toPem(root.certificate.der.subarray(9), 'CERTIFICATE')}`),
    file('html.crt', '<html>404</html>'),
    file('empty.crl', ''),
    file('key.pem', key),
    file('bundle.p7b', 'x'),
  ]
  expect(unreadFiles(files)).toEqual([
    { name: 'cut.pem', reason: 'notACertificate' },
    { name: 'two.pem', reason: 'notACertificate' },
    { name: 'html.crt', reason: 'notACertificate' },
    { name: 'empty.crl', reason: 'notAList' },
    { name: 'key.pem', reason: 'privateKey' },
    { name: 'bundle.p7b', reason: 'otherKind' },
  ])
})
