import { mkdirSync, writeFileSync } from 'node:fs'
import { execFileSync } from 'node:child_process'
import { toPem } from '../../main/crypto/pem.ts'
import { ecKey, late, makeCertificate, makeCrl, rsaKey, type Holder } from './pki.ts'

/**
 * Makes the sample's keys anew: `node test/support/make-sample-pki.ts` under a loader for TypeScript, or the test that
 * calls it. They prove nothing: key, passphrase and all lie in the open, and every name says so.
 */
export function makeSamplePki(folder: string): void {
  const mark = 'MUSTER / SAMPLE – nicht für Beweismittel'
  const organisation = { organisation: 'Asservat MUSTER / SAMPLE' }
  const root = makeCertificate({
    name: `${mark} – CA`,
    ca: true,
    key: rsaKey(3072),
    serial: '11',
    ...organisation,
  })
  const device = makeCertificate({
    name: `${mark} – Gerät 1`,
    issuer: root,
    key: ecKey(),
    serial: '21',
    ...organisation,
  })
  const reviewer = makeCertificate({
    name: `${mark} – Prüfer/in 1`,
    issuer: root,
    key: rsaKey(3072),
    serial: '22',
    ...organisation,
  })
  mkdirSync(`${folder}/trust`, { recursive: true })
  writeFileSync(`${folder}/trust/sample-ca.pem`, toPem(root.certificate.der, 'CERTIFICATE'))
  writeFileSync(`${folder}/trust/sample-ca.crl`, makeCrl({ issuer: root, nextUpdate: late }))
  writeKeyFile(`${folder}/device`, device)
  writeKeyFile(`${folder}/reviewer`, reviewer)
}

function writeKeyFile(path: string, holder: Holder): void {
  const passphrase = 'muster-sample'
  writeFileSync(`${path}.pass`, `${passphrase}\n`)
  const pem = `${holder.key.export({ type: 'pkcs8', format: 'pem' }).toString()}${toPem(holder.certificate.der, 'CERTIFICATE')}`
  // OpenSSL writes the file, so that it is one that any office's tools would make.
  execFileSync('openssl', ['pkcs12', '-export', '-out', `${path}.p12`, '-passout', `pass:${passphrase}`], {
    input: pem,
  })
}
