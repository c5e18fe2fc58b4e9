import type { Json } from '../canonical.ts'

/** Ends the reading of a root file; `field` is the way to what is wrong. Never leaves the parsers. */
export class WrongField extends Error {
  readonly field: string
  constructor(field: string) {
    super(field)
    this.field = field
  }
}

/** A value and the way to it: each reader either gives the type it names or refuses the field. */
export class Field {
  readonly value: Json | undefined
  readonly path: string

  constructor(value: Json | undefined, path: string) {
    this.value = value
    this.path = path
  }

  refuse(): never {
    throw new WrongField(this.path)
  }

  /** Members by name; a name that is not listed is refused, since it would be signed and not read. */
  members(...names: readonly string[]): (name: string) => Field {
    const value = this.value
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return this.refuse()
    const entries = new Map(Object.entries(value))
    for (const name of entries.keys()) if (!names.includes(name)) throw new WrongField(this.#to(name))
    return (name) => new Field(entries.get(name), this.#to(name))
  }

  /** One member, whatever others there are: for what was read as a whole before. */
  member(name: string): Field {
    const value = this.value
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return this.refuse()
    return new Field(Object.entries(value).find(([known]) => known === name)?.[1], this.#to(name))
  }

  list<T>(read: (item: Field, index: number) => T): readonly T[] {
    if (!Array.isArray(this.value)) return this.refuse()
    const items: readonly Json[] = this.value
    return items.map((item, i) => read(new Field(item, `${this.path}[${i}]`), i))
  }

  text(): string {
    return typeof this.value === 'string' ? this.value : this.refuse()
  }

  textOrNull(): string | null {
    return this.value === null ? null : this.text()
  }

  hash(): string {
    const text = this.text()
    return /^[0-9a-f]{64}$/.test(text) ? text : this.refuse()
  }

  count(): number {
    const value = this.integer()
    return value >= 0 ? value : this.refuse()
  }

  integer(): number {
    return typeof this.value === 'number' ? this.value : this.refuse()
  }

  #to(name: string): string {
    return this.path === '' ? name : `${this.path}.${name}`
  }
}
