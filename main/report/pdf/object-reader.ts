import type { PdfStream, PdfValue } from './pdf-value.ts'

/** Thrown inside the reader only, and caught where reading began: the object is not written as the rules say. */
export class NotAnObject extends Error {
  override readonly name = 'NotAnObject'
}

const space = new Set([0, 9, 10, 12, 13, 32])
const delimiter = new Set([...'()<>[]{}/%'].map((character) => character.charCodeAt(0)))
const deepest = 64

/** Reads the objects of ISO 32000-1, 7.3, without comments: a report's writer makes none, and they hide things. */
export class ObjectReader {
  readonly #file: Buffer
  at: number

  constructor(file: Buffer, at: number) {
    this.#file = file
    this.at = at
  }

  skipSpace(): void {
    while (space.has(this.#file[this.at] ?? -1)) this.at++
  }

  /** True when the bytes stood here, and then they are passed. */
  take(text: string): boolean {
    const found = this.#file.toString('latin1', this.at, this.at + text.length) === text
    if (found) this.at += text.length
    return found
  }

  value(depth = 0): PdfValue {
    if (depth > deepest) throw new NotAnObject('too deep')
    this.skipSpace()
    const first = String.fromCharCode(this.#file[this.at] ?? 0)
    if (first === '/') return { name: this.#name() }
    if (first === '(') return this.#literal()
    if (first === '[') return this.#list(depth)
    if (first === '<') return this.#file[this.at + 1] === 0x3c ? this.#dictionary(depth) : this.#hex()
    return this.#word()
  }

  /** The stream behind a dictionary, when there is one: its length must be written out and must be right. */
  streamOf(value: PdfValue): PdfValue {
    if (typeof value !== 'object' || value === null || !('dict' in value)) return value
    const here = this.at
    this.skipSpace()
    if (!this.take('stream\n') && !this.take('stream\r\n')) {
      this.at = here
      return value
    }
    const length = value.dict.get('Length')
    if (typeof length !== 'number' || !Number.isSafeInteger(length) || length < 0)
      throw new NotAnObject('length')
    const stream: PdfStream = { dict: value.dict, start: this.at, end: this.at + length }
    this.at += length
    this.skipSpace()
    if (!this.take('endstream')) throw new NotAnObject('length')
    return stream
  }

  #name(): string {
    const start = ++this.at
    while (!this.#ends()) this.at++
    const raw = this.#file.toString('latin1', start, this.at)
    return raw.replace(/#([0-9a-fA-F]{2})/g, (_, digits: string) =>
      String.fromCharCode(Number.parseInt(digits, 16)),
    )
  }

  #ends(): boolean {
    const byte = this.#file[this.at]
    return byte === undefined || space.has(byte) || delimiter.has(byte)
  }

  #word(): PdfValue {
    const start = this.at
    while (!this.#ends()) this.at++
    const word = this.#file.toString('latin1', start, this.at)
    if (word === 'true' || word === 'false') return word === 'true'
    if (word === 'null') return null
    if (!/^[+-]?(?:\d+\.?\d*|\.\d+)$/.test(word)) throw new NotAnObject(word.slice(0, 20))
    return this.#reference(word) ?? Number(word)
  }

  #reference(word: string): PdfValue | undefined {
    const found = /^ 0 R(?=[\s/<>[\]()]|$)/.exec(this.#file.toString('latin1', this.at, this.at + 6))
    if (!found || !/^\d+$/.test(word)) return undefined
    this.at += found[0].length
    return { ref: Number(word) }
  }

  #list(depth: number): readonly PdfValue[] {
    this.at++
    const items: PdfValue[] = []
    for (;;) {
      this.skipSpace()
      if (this.take(']')) return items
      items.push(this.value(depth + 1))
    }
  }

  #dictionary(depth: number): PdfValue {
    this.at += 2
    const dict = new Map<string, PdfValue>()
    for (;;) {
      this.skipSpace()
      if (this.take('>>')) return { dict }
      const key = this.value(depth + 1)
      if (typeof key !== 'object' || key === null || !('name' in key)) throw new NotAnObject('key')
      // Readers disagree which of two wins, so a report has no second one.
      if (dict.has(key.name)) throw new NotAnObject(`repeated ${key.name}`)
      dict.set(key.name, this.value(depth + 1))
    }
  }

  #hex(): PdfValue {
    const start = this.at++
    const close = this.#file.indexOf(0x3e, this.at)
    const digits = close < 0 ? '' : this.#file.toString('latin1', this.at, close)
    if (close < 0 || !/^(?:[0-9a-fA-F]{2})*$/.test(digits)) throw new NotAnObject('hex string')
    this.at = close + 1
    return { bytes: Buffer.from(digits, 'hex'), start, end: this.at }
  }

  #literal(): PdfValue {
    const start = this.at++
    const bytes: number[] = []
    for (let open = 1; open > 0;) {
      const byte = this.#file[this.at++]
      if (byte === undefined) throw new NotAnObject('string')
      if (byte === 0x5c) bytes.push(...this.#escape())
      else {
        if (byte === 0x28) open++
        if (byte === 0x29) open--
        if (open > 0) bytes.push(byte)
      }
    }
    return { bytes: Uint8Array.from(bytes), start, end: this.at }
  }

  #escape(): readonly number[] {
    const octal = /^[0-7]{1,3}/.exec(this.#file.toString('latin1', this.at, this.at + 3))?.[0]
    if (octal !== undefined) {
      this.at += octal.length
      return [Number.parseInt(octal, 8) & 255]
    }
    const letter = String.fromCharCode(this.#file[this.at++] ?? 0)
    const known: Readonly<Record<string, number>> = { n: 10, r: 13, t: 9, b: 8, f: 12 }
    return letter === '\n' ? [] : [known[letter] ?? letter.charCodeAt(0)]
  }
}
