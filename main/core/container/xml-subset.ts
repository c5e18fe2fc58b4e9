import { fromUtf8 } from '../bytes.ts'
import { fail, ok, type Result } from '../result.ts'

/** An element with its names resolved. `text` is what stands directly in it. */
export interface XmlElement {
  readonly namespace: string
  readonly name: string
  readonly attributes: ReadonlyMap<string, string>
  readonly children: readonly XmlElement[]
  readonly text: string
}

export type XmlFault =
  | 'tooBig'
  | 'notUtf8'
  | 'doctype'
  | 'entity'
  | 'instruction'
  | 'cdata'
  | 'notWellFormed'
  | 'tooDeep'
  | 'namespace'

const MOST_BYTES = 4 * 1024 * 1024
const DEEPEST = 16
const NAME = /[A-Za-z_][\w.-]*(?::[A-Za-z_][\w.-]*)?/y
const SPACE = /[ \t\r\n]*/y
const DECLARATION =
  /<\?xml[ \t\r\n]+version=(?:"1\.0"|'1\.0')(?:[ \t\r\n]+encoding=(?:"([^"<]*)"|'([^'<]*)'))?(?:[ \t\r\n]+standalone=(?:"(?:yes|no)"|'(?:yes|no)'))?[ \t\r\n]*\?>/y
const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

class Refused extends Error {
  readonly fault: XmlFault
  constructor(fault: XmlFault) {
    super(fault)
    this.fault = fault
  }
}

/**
 * Reads the part of XML that a manifest needs: elements, attributes, text, comments. No DOCTYPE, no declared
 * entities, no instructions, no CDATA, UTF-8 only, at most 4 MiB and 16 levels. `XInclude` is only a strange element.
 */
export function parseXml(bytes: Uint8Array): Result<XmlElement, XmlFault> {
  if (bytes.length > MOST_BYTES) return fail('tooBig')
  const text = fromUtf8(bytes)
  if (text === undefined) return fail('notUtf8')
  try {
    return ok(new Reader(text.startsWith('\ufeff') ? text.slice(1) : text).document())
  } catch (error) {
    if (error instanceof Refused) return fail(error.fault)
    throw error
  }
}

type Scope = ReadonlyMap<string, string>

class Reader {
  readonly #text: string
  #at = 0

  constructor(text: string) {
    this.#text = text
  }

  document(): XmlElement {
    const declaration = this.#take(DECLARATION)
    const encoding = declaration?.[1] ?? declaration?.[2] ?? 'UTF-8'
    if (encoding.toUpperCase() !== 'UTF-8') throw new Refused('notUtf8')
    this.#misc()
    const root = this.#element(new Map([['xml', 'http://www.w3.org/XML/1998/namespace']]), 0)
    this.#misc()
    if (this.#at !== this.#text.length) this.#refuse()
    return root
  }

  #misc(): void {
    do this.#take(SPACE)
    while (this.#comment())
  }

  #comment(): boolean {
    if (!this.#text.startsWith('<!--', this.#at)) return false
    const end = this.#text.indexOf('--', this.#at + 4)
    if (end < 0 || this.#text[end + 2] !== '>') throw new Refused('notWellFormed')
    this.#at = end + 3
    return true
  }

  #element(outer: Scope, depth: number): XmlElement {
    if (depth >= DEEPEST) throw new Refused('tooDeep')
    if (!this.#skip('<')) this.#refuse()
    const tag = this.#take(NAME)?.[0]
    if (tag === undefined) this.#refuse()
    const raw = this.#attributes()
    const scope = scopeOf(outer, raw)
    const [namespace, name] = resolve(tag, scope, true)
    const attributes = resolveAttributes(raw, scope)
    if (this.#skip('/>')) return { namespace, name, attributes, children: [], text: '' }
    if (!this.#skip('>')) this.#refuse()
    return { namespace, name, attributes, ...this.#content(tag, scope, depth) }
  }

  #content(tag: string, scope: Scope, depth: number): { children: XmlElement[]; text: string } {
    const children: XmlElement[] = []
    let text = ''
    while (!this.#skip('</')) {
      const next = this.#text.indexOf('<', this.#at)
      if (next < 0) this.#refuse()
      text += decodeText(this.#text.slice(this.#at, next))
      this.#at = next
      if (this.#text.startsWith('</', next) || this.#comment()) continue
      children.push(this.#element(scope, depth + 1))
    }
    if (!this.#skip(tag)) this.#refuse()
    this.#take(SPACE)
    if (!this.#skip('>')) this.#refuse()
    return { children, text }
  }

  #attributes(): Map<string, string> {
    const attributes = new Map<string, string>()
    for (;;) {
      const before = this.#at
      this.#take(SPACE)
      const name = this.#take(NAME)?.[0]
      if (name === undefined) return attributes
      if (this.#at === before + name.length || attributes.has(name)) this.#refuse()
      attributes.set(name, this.#attributeValue())
    }
  }

  #attributeValue(): string {
    this.#take(SPACE)
    if (!this.#skip('=')) this.#refuse()
    this.#take(SPACE)
    const quote = this.#text[this.#at]
    const end = quote === '"' || quote === "'" ? this.#text.indexOf(quote, this.#at + 1) : -1
    if (end < 0) this.#refuse()
    const value = this.#text.slice(this.#at + 1, end)
    if (value.includes('<')) this.#refuse()
    this.#at = end + 1
    return decodeText(value.replace(/[\t\r\n]/g, ' '))
  }

  #take(pattern: RegExp): RegExpExecArray | undefined {
    pattern.lastIndex = this.#at
    const match = pattern.exec(this.#text)
    if (!match) return undefined
    this.#at = pattern.lastIndex
    return match
  }

  #skip(text: string): boolean {
    if (!this.#text.startsWith(text, this.#at)) return false
    this.#at += text.length
    return true
  }

  #refuse(): never {
    if (this.#text.startsWith('<!DOCTYPE', this.#at)) throw new Refused('doctype')
    if (this.#text.startsWith('<![CDATA[', this.#at - 1)) throw new Refused('cdata')
    if (this.#text.startsWith('!DOCTYPE', this.#at)) throw new Refused('doctype')
    if (this.#text.startsWith('?', this.#at)) throw new Refused('instruction')
    throw new Refused('notWellFormed')
  }
}

function decodeText(text: string): string {
  if (/[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/.test(text) || text.includes(']]>'))
    throw new Refused('notWellFormed')
  return text.replace(/&([^;&]*);?/g, (whole, name: string) => {
    const value = whole.endsWith(';') ? (entities[name] ?? characterOf(name)) : undefined
    if (value === undefined) throw new Refused('entity')
    return value
  })
}

function characterOf(name: string): string | undefined {
  const decimal = /^#([0-9]{1,7})$/.exec(name)?.[1]
  const hex = /^#x([0-9A-Fa-f]{1,6})$/.exec(name)?.[1]
  const code = decimal !== undefined ? Number(decimal) : hex !== undefined ? Number.parseInt(hex, 16) : 0
  const legal = code >= 32 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff)
  return legal || [9, 10, 13].includes(code) ? String.fromCodePoint(code) : undefined
}

function scopeOf(outer: Scope, attributes: ReadonlyMap<string, string>): Scope {
  const own = [...attributes].filter(([name]) => name === 'xmlns' || name.startsWith('xmlns:'))
  if (own.length === 0) return outer
  return new Map([
    ...outer,
    ...own.map(([name, uri]) => [name === 'xmlns' ? '' : name.slice(6), uri] as const),
  ])
}

function resolve(tag: string, scope: Scope, element: boolean): readonly [namespace: string, name: string] {
  const colon = tag.indexOf(':')
  const prefix = colon < 0 ? '' : tag.slice(0, colon)
  if (prefix === '' && !element) return ['', tag]
  const namespace = scope.get(prefix) ?? (prefix === '' ? '' : undefined)
  if (namespace === undefined) throw new Refused('namespace')
  return [namespace, tag.slice(colon + 1)]
}

/** Attributes without namespace under their name, others as `{namespace}name`; declarations are left out. */
function resolveAttributes(raw: ReadonlyMap<string, string>, scope: Scope): ReadonlyMap<string, string> {
  const resolved = new Map<string, string>()
  for (const [name, value] of raw) {
    if (name === 'xmlns' || name.startsWith('xmlns:')) continue
    const [namespace, local] = resolve(name, scope, false)
    const key = namespace === '' ? local : `{${namespace}}${local}`
    if (resolved.has(key)) throw new Refused('notWellFormed')
    resolved.set(key, value)
  }
  return resolved
}
