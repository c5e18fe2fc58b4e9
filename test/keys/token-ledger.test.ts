import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { beforeAll, describe, expect, test } from 'vitest'
import { openTokenIdentity } from '../../main/keys/token-identity.ts'
import { childProcess } from '../../main/keys/token-process.ts'
import { verifyLedgerFile } from '../../main/ledger/verify-ledger.ts'
import { bundled } from '../support/bundled.ts'
import { annotationOf } from '../support/ledger-annotation.ts'
import { newFile, opened } from '../support/ledger-case.ts'
import { makePorts, nativeBinding } from '../support/ledger-identity.ts'
import { ecKey, makeCertificate, makeCrl, rsaKey, trustIn } from '../support/pki.ts'
import { faultyLibrary, softHsm, SoftToken } from '../support/soft-token.ts'

const bridge = join(import.meta.dirname, '../../build/native/koffi.node')

// SoftHSM is installed by set-up where it may; without it nothing here would prove anything.
describe.skipIf(!softHsm)('a ledger whose sessions a card grants', () => {
  const root = makeCertificate({ name: 'Root', ca: true })
  const ports = makePorts(trustIn([root], [makeCrl({ issuer: root })]))
  const card = new SoftToken('Befund')
  const fault = faultyLibrary(card.folder)
  const keys = { '01': rsaKey(3072), '02': ecKey('secp384r1') }
  let worker: URL

  beforeAll(async () => {
    for (const [id, key] of Object.entries(keys))
      card.hold(makeCertificate({ name: `Prüfer/in ${id}`, issuer: root, key }), id, id)
    worker = pathToFileURL(await bundled(join(import.meta.dirname, '../../main/keys/token-worker.ts')))
  }, 60_000)

  const identityOn = async (key: string, padding: 'pkcs1' | 'pss') => {
    const place = { library: fault.path, token: card.label, key, padding }
    const access = { start: childProcess(worker), bridge }
    const identity = await openTokenIdentity(place, { access, askPin: () => Promise.resolve(card.pin) })
    if (!identity.ok) throw new Error(JSON.stringify(identity.failure))
    return identity.value
  }

  test.each([
    ['RSA', '01', 'pkcs1'],
    ['RSA-PSS', '01', 'pss'],
    ['ECDSA P-384', '02', 'pkcs1'],
  ] as const)(
    '%s: grant and closing checkpoint are judged, nothing is found',
    async (_name, key, padding) => {
      fault.tell('nothing')
      const identity = await identityOn(key, padding)
      const file = newFile()
      const ledger = await opened(file, { identity, ports })
      ledger.annotate(annotationOf('Person mit Becher'))
      expect((await ledger.close()).ok).toBe(true)
      await identity.forget?.()
      const verified = verifyLedgerFile(file, ports, nativeBinding)
      if (!verified.ok) throw new Error(JSON.stringify(verified.failure))
      expect(verified.value.findings.filter(({ state }) => state === 'failed')).toEqual([])
    },
  )

  test('a card pulled out in the middle: what was signed stays, and the missing checkpoint has its reason', async () => {
    fault.tell('nothing')
    const identity = await identityOn('02', 'pkcs1')
    const file = newFile()
    const ledger = await opened(file, { identity, ports })
    ledger.annotate(annotationOf('Vor dem Ziehen'))
    fault.tell('pulled')
    expect(await ledger.checkpoint()).toEqual({
      ok: false,
      failure: { code: 'token.pulledOut', name: 'faulty-token.so' },
    })
    expect(ledger.annotate(annotationOf('Danach')).ok).toBe(true)
    expect(await ledger.close()).toEqual({
      ok: false,
      failure: { code: 'token.pulledOut', name: 'faulty-token.so' },
    })
    await identity.forget?.()
    fault.tell('nothing')
    const again = await identityOn('02', 'pkcs1')
    const reopened = await opened(file, { identity: again, ports })
    const texts = reopened.entries().flatMap(({ annotation }) => annotation?.text ?? [])
    expect(texts).toEqual(['Vor dem Ziehen', 'Danach'])
    expect((await reopened.close()).ok).toBe(true)
    await again.forget?.()
  })
})
