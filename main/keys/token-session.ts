import {
  lengthIn,
  loadCryptoki,
  readUlong,
  slow,
  triples,
  ulongSize,
  writeUlong,
  type Cryptoki,
} from './cryptoki.ts'
import type { Token, TokenCertificate, TokenKey, TokenQuestion, Trouble } from './token-messages.ts'

/** A number that the library gave back instead of CKR_OK. */
class Refused extends Error {
  readonly rv: number

  constructor(rv: number) {
    super(`CKR 0x${rv.toString(16)}`)
    this.rv = rv
  }
}

const attribute = { class: 0, label: 3, value: 0x11, sign: 0x108, id: 0x102, alwaysAuthenticate: 0x202 }
const objects = { certificate: 1, privateKey: 3 }
const flags = { pinPad: 0x100, lastTry: 0x20000, locked: 0x40000 }
const user = { normal: 1, context: 2 }
const mechanisms = { RSA: 0x1, 'RSA-PSS': 0xd, ECDSA: 0x1041 }
/** CKM of the hash, CKG of the mask generation, length of the salt. */
const pssNumbers: Readonly<Record<string, readonly number[]>> = {
  'SHA-256': [0x250, 2, 32],
  'SHA-384': [0x260, 3, 48],
  'SHA-512': [0x270, 4, 64],
}
/** What stands before the hash in a DigestInfo of PKCS#1 (RFC 8017, 9.2, note 1). */
const digestInfo: Readonly<Record<string, string>> = {
  'SHA-256': '3031300d060960864801650304020105000420',
  'SHA-384': '3041300d060960864801650304020205000430',
  'SHA-512': '3051300d060960864801650304020305000440',
}

/** One manufacturer's library in this process, and a session with each token that was asked for. */
export class TokenSession {
  readonly #cryptoki: Cryptoki
  readonly #sessions = new Map<number, number>()

  constructor(bridge: string, library: string) {
    this.#cryptoki = loadCryptoki(bridge, library)
    const initialized = this.#cryptoki.call('C_Initialize', null)
    // 0x191: another part of this process has done so already.
    if (initialized !== 0 && initialized !== 0x191) throw new Refused(initialized)
  }

  answer(question: TokenQuestion): unknown {
    try {
      return this.#answer(question)
    } catch (error) {
      if (error instanceof Refused) return troubleOf(error.rv)
      throw error
    }
  }

  #answer(question: TokenQuestion): unknown {
    switch (question.ask) {
      case 'tokens':
        return this.#tokens()
      case 'certificates':
        return this.#certificates(question.slot)
      case 'login':
        return this.#login(question.slot, question.pin)
      case 'keys':
        return this.#keys(question.slot)
      case 'sign':
        return this.#sign(question)
    }
  }

  #ask(...words: Parameters<Cryptoki['call']>): void {
    const answer = this.#cryptoki.call(...words)
    if (answer !== 0) throw new Refused(answer)
  }

  #tokens(): readonly Token[] {
    const count = slow(ulongSize)
    // With no list the library counts, and looks into its readers anew.
    this.#ask('C_GetSlotList', 1, null, count)
    const slots = slow(Math.max(1, readUlong(count)) * ulongSize)
    this.#ask('C_GetSlotList', 1, slots, count)
    return Array.from({ length: readUlong(count) }, (_, i) => this.#token(readUlong(slots, i * ulongSize)))
  }

  #token(slot: number): Token {
    const info = slow(512)
    this.#ask('C_GetTokenInfo', slot, info)
    const text = (from: number, to: number) => info.toString('utf8', from, to).replace(/[\s\0]+$/, '')
    const set = readUlong(info, 96)
    return {
      slot,
      label: text(0, 32),
      maker: text(32, 64),
      serial: text(80, 96),
      ownPinPad: (set & flags.pinPad) !== 0,
      lastTry: (set & flags.lastTry) !== 0,
      locked: (set & flags.locked) !== 0,
    }
  }

  #session(slot: number): number {
    const known = this.#sessions.get(slot)
    if (known !== undefined) return known
    const handle = slow(ulongSize)
    // CKF_SERIAL_SESSION alone: nothing is ever written to a token.
    this.#ask('C_OpenSession', slot, 4, null, null, handle)
    this.#sessions.set(slot, readUlong(handle))
    return readUlong(handle)
  }

  #login(slot: number, pin: string | null): null {
    this.#enter(slot, user.normal, pin)
    return null
  }

  #enter(slot: number, kind: number, pin: string | null): void {
    const bytes = pin === null ? null : copyOf(Buffer.from(pin, 'utf8'))
    const answer = this.#cryptoki.call('C_Login', this.#session(slot), kind, bytes, bytes?.length ?? 0)
    bytes?.fill(0)
    // 0x100: somebody in this process has logged in already.
    if (answer !== 0 && answer !== 0x100) throw new Refused(this.#afterPin(slot, answer))
  }

  /** Some libraries answer the last wrong PIN with "incorrect", and say only in the token's flags that it is locked now. */
  #afterPin(slot: number, answer: number): number {
    return answer === 0xa0 && this.#token(slot).locked ? 0xa4 : answer
  }

  #certificates(slot: number): readonly TokenCertificate[] {
    const session = this.#session(slot)
    return this.#find(session, [[attribute.class, ulongOf(objects.certificate)]]).flatMap((object) => {
      const der = this.#attribute(session, object, attribute.value)
      return der ? [{ ...this.#named(session, object), der }] : []
    })
  }

  #keys(slot: number): readonly TokenKey[] {
    const session = this.#session(slot)
    return this.#find(session, [
      [attribute.class, ulongOf(objects.privateKey)],
      [attribute.sign, Uint8Array.of(1)],
    ]).map((object) => ({
      ...this.#named(session, object),
      eachTime: this.#attribute(session, object, attribute.alwaysAuthenticate)?.[0] === 1,
    }))
  }

  #named(session: number, object: number): { readonly key: string; readonly label: string } {
    const id = this.#attribute(session, object, attribute.id) ?? new Uint8Array()
    const label = this.#attribute(session, object, attribute.label) ?? new Uint8Array()
    return { key: Buffer.from(id).toString('hex'), label: Buffer.from(label).toString('utf8').slice(0, 128) }
  }

  #find(session: number, wanted: readonly (readonly [number, Uint8Array])[]): readonly number[] {
    // Kept in a name until the call is over: the library is given the address alone.
    const values = wanted.map(([type, value]) => [type, copyOf(value)] as const)
    this.#ask('C_FindObjectsInit', session, triples(this.#cryptoki, values), values.length)
    const most = 256
    const [found, count] = [slow(most * ulongSize), slow(ulongSize)]
    this.#ask('C_FindObjects', session, found, most, count)
    this.#ask('C_FindObjectsFinal', session)
    return Array.from({ length: readUlong(count) }, (_, i) => readUlong(found, i * ulongSize))
  }

  /** undefined when the object has no such attribute, or does not show it. */
  #attribute(session: number, object: number, type: number): Uint8Array | undefined {
    const asked = triples(this.#cryptoki, [[type, null]])
    const length =
      this.#cryptoki.call('C_GetAttributeValue', session, object, asked, 1) === 0 ? lengthIn(asked, 0) : 0
    if (length === 0 || length > 1 << 20) return undefined
    const value = slow(length)
    this.#ask('C_GetAttributeValue', session, object, triples(this.#cryptoki, [[type, value]]), 1)
    return new Uint8Array(value)
  }

  #sign(question: TokenQuestion & { readonly ask: 'sign' }): Uint8Array {
    const { slot, key, mechanism, digest, hash } = question
    // Asked first: a token that was pulled out still has its session in some libraries.
    this.#token(slot)
    const session = this.#session(slot)
    const [object] = this.#find(session, [
      [attribute.class, ulongOf(objects.privateKey)],
      [attribute.id, Buffer.from(key, 'hex')],
    ])
    if (object === undefined) throw new Refused(0x60)
    const parameters = mechanism === 'RSA-PSS' ? pssParameters(digest) : null
    const how = triples(this.#cryptoki, [[mechanisms[mechanism], parameters]])
    this.#ask('C_SignInit', session, how, object)
    if (question.pin !== undefined) this.#enter(slot, user.context, question.pin)
    const prefix = mechanism === 'RSA' ? Buffer.from(digestInfo[digest] ?? '', 'hex') : Buffer.alloc(0)
    const data = copyOf(Buffer.concat([prefix, hash]))
    const [signature, length] = [slow(2_048), slow(ulongSize)]
    writeUlong(length, signature.length, 0)
    this.#ask('C_Sign', session, data, data.length, signature, length)
    return new Uint8Array(signature.subarray(0, readUlong(length)))
  }
}

function ulongOf(value: number): Uint8Array {
  const buffer = slow(ulongSize)
  writeUlong(buffer, value, 0)
  return buffer
}

function copyOf(bytes: Uint8Array): Buffer {
  const copy = slow(bytes.length)
  copy.set(bytes)
  return copy
}

/** CK_RSA_PKCS_PSS_PARAMS. */
function pssParameters(digest: string): Uint8Array {
  const buffer = slow(3 * ulongSize)
  pssNumbers[digest]?.forEach((value, i) => writeUlong(buffer, value, i * ulongSize))
  return buffer
}

const troubles: Readonly<Record<number, Trouble['trouble']>> = {
  0x3: 'none', // slot id invalid
  0x30: 'pulledOut', // device error
  0x32: 'pulledOut', // device removed
  0x60: 'noKey', // key handle invalid
  0x82: 'pulledOut', // object handle invalid
  0xa0: 'wrongPin',
  0xa1: 'wrongPin', // characters that no PIN has
  0xa2: 'wrongPin', // too short or too long
  0xa4: 'pinLocked',
  0xb0: 'pulledOut', // session closed
  0xb3: 'pulledOut', // session handle invalid
  0xe0: 'pulledOut', // token not present
  0xe1: 'pulledOut', // token not recognized
}

function troubleOf(rv: number): Trouble {
  return { trouble: troubles[rv] ?? 'refused', number: `0x${rv.toString(16)}` }
}
