import { expect, test } from 'vitest'
import { signingObstacle } from '../../main/crypto/may-sign.ts'
import { noTrust } from '../../main/crypto/trust.ts'
import { identityOf, makeCertificate, makeCrl, trustIn } from '../support/pki.ts'

const root = makeCertificate({ name: 'Personen CA', ca: true, usage: [5, 6] })
const span = { from: new Date('2025-01-01T00:00:00Z'), to: new Date('2026-01-01T00:00:00Z') }
const person = makeCertificate({ name: 'Prüfer/in 1', issuer: root, ...span })
const identity = identityOf(person)
const { subject } = person.certificate.facts
const at = (day: string) => new Date(`${day}T12:00:00Z`)

test('nothing speaks against a certificate within its dates, whoever issued it', () => {
  expect(signingObstacle(identity, noTrust(), at('2025-06-01'))).toBeUndefined()
  expect(signingObstacle(identity, trustIn([root], []), at('2025-06-01'))).toBeUndefined()
})

test('nobody signs with a certificate that has expired or is not valid yet', () => {
  expect(signingObstacle(identity, noTrust(), at('2026-06-01'))).toEqual({
    code: 'key.expired',
    subject,
    until: '2026-01-01',
  })
  expect(signingObstacle(identity, noTrust(), at('2024-06-01'))).toEqual({
    code: 'key.notYetValid',
    subject,
    from: '2025-01-01',
  })
})

test('nobody signs with a certificate that a list at hand has revoked', () => {
  const revoked = [{ serial: person.certificate.serial, at: at('2025-03-01') }]
  const crl = makeCrl({ issuer: root, thisUpdate: at('2025-05-01'), nextUpdate: at('2025-07-01'), revoked })
  expect(signingObstacle(identity, trustIn([root], [crl]), at('2025-06-01'))).toEqual({
    code: 'key.revoked',
    subject,
    at: '2025-03-01',
  })
})

test('an issuer that has expired stops those below it', () => {
  const middle = makeCertificate({ name: 'Zwischenstelle', issuer: root, ca: true, usage: [5, 6], ...span })
  const below = makeCertificate({ name: 'Prüfer/in 2', issuer: middle })
  const signer = identityOf(below, [middle])
  expect(signingObstacle(signer, trustIn([root], []), at('2026-06-01'))).toEqual({
    code: 'key.expired',
    subject: middle.certificate.facts.subject,
    until: '2026-01-01',
  })
})
