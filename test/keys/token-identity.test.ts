import { execFileSync } from 'node:child_process'
import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { beforeAll, describe, expect, test } from 'vitest'
import { utf8 } from '../../main/core/bytes.ts'
import { SigningRefused } from '../../main/core/signing.ts'
import { toPem } from '../../main/crypto/pem.ts'
import { verifyDetached } from '../../main/crypto/verify-detached.ts'
import type { TokenAccess } from '../../main/keys/token-client.ts'
import { openTokenIdentity, type TokenKeyPlace } from '../../main/keys/token-identity.ts'
import { childProcess, thread } from '../../main/keys/token-process.ts'
import { bundled } from '../support/bundled.ts'
import { ecKey, makeCertificate, makeCrl, rsaKey, trustIn } from '../support/pki.ts'
import { faultyLibrary, softHsm, SoftToken } from '../support/soft-token.ts'

const bridge = join(import.meta.dirname, '../../build/native/koffi.node')
const now = new Date('2025-06-01T00:00:00Z')

// SoftHSM is installed by set-up where it may; without it nothing here would prove anything.
describe.skipIf(!softHsm)('an identity on a token', () => {
  const root = makeCertificate({ name: 'Root', ca: true })
  const trust = trustIn([root], [makeCrl({ issuer: root })])
  const holders = {
    '01': makeCertificate({ name: 'Prüfer/in RSA', issuer: root, key: rsaKey(3072) }),
    '02': makeCertificate({ name: 'Prüfer/in P-256', issuer: root, key: ecKey() }),
    '03': makeCertificate({ name: 'Prüfer/in P-384', issuer: root, key: ecKey('secp384r1') }),
  }
  const token = new SoftToken()
  const fault = faultyLibrary(token.folder)
  const access: { child: TokenAccess; thread: TokenAccess } = {
    child: { start: childProcess(), bridge },
    thread: { start: thread(), bridge },
  }

  beforeAll(async () => {
    for (const [id, holder] of Object.entries(holders)) token.hold(holder, id, `Schlüssel ${id}`)
    const worker = pathToFileURL(await bundled(join(import.meta.dirname, '../../main/keys/token-worker.ts')))
    access.child = { start: childProcess(worker), bridge }
    access.thread = { start: thread(worker), bridge }
  }, 60_000)

  const open = (place: Partial<TokenKeyPlace>, pin: string | undefined = token.pin, by = access.child) =>
    openTokenIdentity(
      { library: softHsm ?? '', token: token.label, ...place },
      { access: by, askPin: () => Promise.resolve(pin) },
    )

  test.each([
    ['RSA', '01', {}],
    ['RSA-PSS', '01', { padding: 'pss' as const }],
    ['ECDSA P-256', '02', {}],
    ['ECDSA P-384', 'Schlüssel 03', {}],
  ])('signs with %s, and openssl agrees with us', async (_scheme, key, options) => {
    const opened = await open({ key, ...options })
    if (!opened.ok) throw new Error(JSON.stringify(opened.failure))
    const content = utf8('Feststellung')
    const cms = await opened.value.signCms(content, now)
    await opened.value.forget?.()
    const judged = verifyDetached(content, cms, trust, now, 'reviewer')
    expect(judged.findings.filter(({ state }) => state !== 'passed')).toEqual([])
    expect(judged.signers.map(({ verdict }) => verdict.indication)).toEqual(['TOTAL-PASSED'])
    const file = (name: string, bytes: Uint8Array | string) => {
      writeFileSync(join(token.folder, name), bytes)
      return join(token.folder, name)
    }
    const words = 'cms -verify -cades -binary -inform DER -purpose any -attime 1748736000'.split(' ')
    const files = ['-in', file('s.p7s', cms), '-content', file('content', content)]
    const trusted = ['-CAfile', file('root.pem', toPem(root.certificate.der, 'CERTIFICATE'))]
    const said = execFileSync('openssl', [...words, ...files, ...trusted], { stdio: 'pipe' })
    expect(said.toString()).toBe('Feststellung')
  })

  test('signs in a thread as well, where no process can be started', async () => {
    const opened = await open({ key: '02' }, token.pin, access.thread)
    if (!opened.ok) throw new Error(JSON.stringify(opened.failure))
    const cms = await opened.value.signCms(utf8('x'), now)
    await opened.value.forget?.()
    expect(verifyDetached(utf8('x'), cms, trust, now, 'reviewer').cryptography).toBe('passed')
  })

  const failureOf = async (...words: Parameters<typeof open>) => {
    const opened = await open(...words)
    if (!opened.ok) return opened.failure
    await opened.value.forget?.()
    return undefined
  }

  test('a wrong PIN, no PIN, another token, another key and no library are told apart', async () => {
    const name = 'libsofthsm2.so'
    expect(await failureOf({ key: '01' }, '0000')).toEqual({ code: 'token.wrongPin', name })
    expect(await failureOf({ key: '01', token: 'Fremd' })).toEqual({ code: 'token.none', name: 'Fremd' })
    expect(await failureOf({ key: '99' })).toEqual({ code: 'token.noKey', name: token.label })
    const library = join(token.folder, 'content')
    expect(await failureOf({ library })).toEqual({ code: 'token.noLibrary', name: 'content' })
    const cancelled = await openTokenIdentity(
      { library: softHsm ?? '' },
      { access: access.child, askPin: () => Promise.resolve(undefined) },
    )
    expect(cancelled).toEqual({ ok: false, failure: { code: 'key.cancelled' } })
  })

  const refusedWith = async (word: string, patience?: number) => {
    fault.tell('nothing')
    const by = { ...access.child, ...(patience === undefined ? {} : { patience }) }
    const opened = await open({ key: '02', library: fault.path }, token.pin, by)
    if (!opened.ok) throw new Error(JSON.stringify(opened.failure))
    fault.tell(word)
    const refused: unknown = await opened.value.signCms(utf8('x'), now).catch((error: unknown) => error)
    const again: unknown = await opened.value.signCms(utf8('x'), now).catch((error: unknown) => error)
    await opened.value.forget?.()
    if (!(refused instanceof SigningRefused) || !(again instanceof SigningRefused))
      throw new Error('it signed')
    return [refused.failure.code, again.failure.code]
  }

  test('a token that is pulled out, a library that crashes, hangs or says something odd: each has its own words', async () => {
    expect(await refusedWith('pulled')).toEqual(['token.pulledOut', 'token.pulledOut'])
    expect(await refusedWith('removed')).toEqual(['token.pulledOut', 'token.pulledOut'])
    expect(await refusedWith('crash')).toEqual(['token.libraryCrashed', 'token.libraryCrashed'])
    expect(await refusedWith('hang', 1_500)).toEqual(['token.noAnswer', 'token.noAnswer'])
    expect(await refusedWith('odd')).toEqual(['token.refused', 'token.refused'])
  })

  test('three wrong PINs lock the card, and that is said before a fourth is tried', async () => {
    fault.tell('locks')
    const codes = []
    for (const pin of ['1111', '2222', '3333', token.pin])
      codes.push((await failureOf({ key: '02', library: fault.path }, pin))?.code)
    // The third wrong one is answered "incorrect" by the library; only the token's flags say that it is locked now.
    expect(codes).toEqual(['token.wrongPin', 'token.wrongPin', 'token.pinLocked', 'token.pinLocked'])
  })

  test('a token whose files have gone is not there any more', async () => {
    const gone = new SoftToken('Weg')
    gone.hold(holders['02'], '02', 'x')
    const opened = await open({ key: '02', token: 'Weg' }, gone.pin)
    if (!opened.ok) throw new Error(JSON.stringify(opened.failure))
    rmSync(gone.tokens, { recursive: true })
    const refused: unknown = await opened.value.signCms(utf8('x')).catch((error: unknown) => error)
    await opened.value.forget?.()
    expect(refused instanceof SigningRefused && refused.failure.code.startsWith('token.')).toBe(true)
  })
})
