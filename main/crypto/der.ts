import { joinBytes } from '../core/bytes.ts'
import { forge, parseWithForge, printDer, toBinary } from './forge.ts'

/** Bytes that are not the structure they should be. Caught where a file's parsing begins; never leaves main/crypto. */
export class NotAsn1 extends Error {
  constructor(what: string) {
    super(what)
    this.name = 'NotAsn1'
  }
}

export const tags = {
  boolean: 0x01,
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  null: 0x05,
  oid: 0x06,
  utf8: 0x0c,
  sequence: 0x30,
  set: 0x31,
  utcTime: 0x17,
  generalizedTime: 0x18,
} as const

const DEEPEST = 48
const MOST_NODES = 2_000_000

interface Budget {
  nodes: number
  indefinite: boolean
}

/**
 * One ASN.1 value that knows where its bytes lie: signatures are over bytes, and forge's tree forgets them.
 * Children are parsed when asked for; nesting and number of values are bounded. Every accessor throws `NotAsn1`.
 */
export class Der {
  /** First identifier octet: class, constructed bit and number. */
  readonly tag: number
  /** Header and content. */
  readonly bytes: Uint8Array
  readonly content: Uint8Array
  readonly #depth: number
  readonly #budget: Budget
  #children: readonly Der[] | undefined

  private constructor(bytes: Uint8Array, content: Uint8Array, depth: number, budget: Budget) {
    this.tag = bytes[0] ?? 0
    this.bytes = bytes
    this.content = content
    this.#depth = depth
    this.#budget = budget
  }

  /** The single value that fills the bytes. Zeros after it are allowed on request: PDF pads signatures with them. */
  static parse(bytes: Uint8Array, padded = false): Der {
    const budget = { nodes: MOST_NODES, indefinite: false }
    const value = Der.#at(bytes, 0, 0, budget)
    const rest = bytes.subarray(value.bytes.length)
    if (padded ? rest.some((byte) => byte !== 0) : rest.length > 0) throw new NotAsn1('bytes after the value')
    return value
  }

  static #at(from: Uint8Array, offset: number, depth: number, budget: Budget): Der {
    if (depth > DEEPEST || budget.nodes-- <= 0) throw new NotAsn1('too deep or too many values')
    const tag = from[offset]
    const first = from[offset + 1]
    if (tag === undefined || first === undefined || (tag & 0x1f) === 0x1f) throw new NotAsn1('tag')
    if (first === 0x80) return Der.#indefinite(from, offset, depth, budget)
    const { length, start } = readLength(from, offset + 1)
    const end = start + length
    if (end > from.length) throw new NotAsn1('length past the end')
    return new Der(from.subarray(offset, end), from.subarray(start, end), depth, budget)
  }

  static #indefinite(from: Uint8Array, offset: number, depth: number, budget: Budget): Der {
    if (((from[offset] ?? 0) & 0x20) === 0) throw new NotAsn1('indefinite length of a primitive')
    budget.indefinite = true
    const children: Der[] = []
    let at = offset + 2
    while (from[at] !== 0 || from[at + 1] !== 0) {
      const child = Der.#at(from, at, depth + 1, budget)
      children.push(child)
      at += child.bytes.length
    }
    const value = new Der(from.subarray(offset, at + 2), from.subarray(offset + 2, at), depth, budget)
    value.#children = children
    return value
  }

  get constructed(): boolean {
    return (this.tag & 0x20) !== 0
  }

  /** Whether an indefinite length was met so far (BER, not DER). */
  get indefinite(): boolean {
    return this.#budget.indefinite
  }

  get children(): readonly Der[] {
    if (!this.constructed) throw new NotAsn1('no children')
    return (this.#children ??= this.#parseChildren())
  }

  /** The children one by one, none of them kept. */
  *each(): Generator<Der, undefined> {
    if (!this.constructed) throw new NotAsn1('no children')
    for (let at = 0; at < this.content.length;) {
      const child = Der.#at(this.content, at, this.#depth + 1, this.#budget)
      yield child
      at += child.bytes.length
    }
    return undefined
  }

  #parseChildren(): readonly Der[] {
    const children: Der[] = []
    let at = 0
    while (at < this.content.length) {
      const child = Der.#at(this.content, at, this.#depth + 1, this.#budget)
      children.push(child)
      at += child.bytes.length
    }
    return children
  }

  is(tag: number): boolean {
    return this.tag === tag
  }

  /** This value, which must have the tag. */
  as(tag: number): this {
    if (this.tag !== tag) throw new NotAsn1(`tag ${this.tag}, expected ${tag}`)
    return this
  }

  /** Child by position; it must be there. */
  child(index: number): Der {
    const child = this.children[index]
    if (!child) throw new NotAsn1(`no child ${index}`)
    return child
  }

  /** First child with a tag, if any. */
  find(tag: number): Der | undefined {
    return this.children.find((child) => child.tag === tag)
  }

  get oid(): string {
    if (this.content.length === 0 || this.content.length > 64) throw new NotAsn1('oid')
    if (((this.content.at(-1) ?? 0x80) & 0x80) !== 0) throw new NotAsn1('oid')
    return forge.asn1.derToOid(toBinary(this.as(tags.oid).content))
  }

  /** Lower-case hex of an INTEGER, without the sign octet of positive ones. */
  get integerHex(): string {
    const content = this.as(tags.integer).content
    if (content.length === 0) throw new NotAsn1('integer')
    const hex = Buffer.from(content).toString('hex')
    return hex.length > 2 && hex.startsWith('00') ? hex.slice(2) : hex
  }

  /** A small INTEGER or ENUMERATED. */
  get number(): number {
    if (this.content.length === 0 || this.content.length > 4) throw new NotAsn1('number')
    return this.content.reduce((sum, byte) => sum * 256 + byte, 0)
  }

  get boolean(): boolean {
    return this.as(tags.boolean).content[0] === 0xff
  }

  /** Bytes of an OCTET STRING, joined where BER cut it into parts. */
  get octets(): Uint8Array {
    if (this.tag === tags.octetString) return this.content
    this.as(tags.octetString | 0x20)
    return joinBytes(this.children.map((child) => child.octets))
  }

  /** Bytes of a BIT STRING with no unused bits. */
  get bits(): Uint8Array {
    const content = this.as(tags.bitString).content
    if (content[0] !== 0) throw new NotAsn1('unused bits')
    return content.subarray(1)
  }

  /** UTCTime or GeneralizedTime. Milliseconds since 1970. */
  get time(): number {
    const text = toBinary(this.content)
    const isUtc = this.tag === tags.utcTime
    if (!isUtc) this.as(tags.generalizedTime)
    if (!(isUtc ? /^\d{10}(?:\d{2})?Z$/ : /^\d{14}(?:\.\d+)?Z$/).test(text)) throw new NotAsn1('time')
    const value = (isUtc ? forge.asn1.utcTimeToDate(text) : forge.asn1.generalizedTimeToDate(text)).getTime()
    if (!Number.isFinite(value)) throw new NotAsn1('time')
    return value
  }
}

function readLength(from: Uint8Array, at: number): { length: number; start: number } {
  const first = from[at] ?? 0
  if (first < 0x80) return { length: first, start: at + 1 }
  const count = first & 0x7f
  if (count > 4 || at + 1 + count > from.length) throw new NotAsn1('length')
  let length = 0
  for (let i = 1; i <= count; i++) length = length * 256 + (from[at + i] ?? 0)
  return { length, start: at + 1 + count }
}

/** Whether bytes are DER and nothing but DER: forge reads them and prints the very same bytes. */
export function isStrictDer(bytes: Uint8Array): boolean {
  try {
    const printed = printDer(parseWithForge(bytes))
    return Buffer.compare(printed, bytes) === 0
  } catch {
    return false
  }
}
