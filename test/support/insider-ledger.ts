import Database from 'better-sqlite3'
import { randomBytes } from 'node:crypto'
import { toHex, utf8 } from '../../main/core/bytes.ts'
import { canonicalBytes, type Json } from '../../main/core/canonical.ts'
import { checkpointData } from '../../main/core/ledger/checkpoint-data.ts'
import { keyIdOf, printCheckpoint, printNote } from '../../main/core/ledger/checkpoint.ts'
import { commitTo, printBody, type EntryBody, type StoredEntry } from '../../main/core/ledger/entry.ts'
import { grantData, printGrant } from '../../main/core/ledger/grant.ts'
import { addLeaf, emptyFrontier, leafHash, rootOf, type Frontier } from '../../main/core/ledger/merkle.ts'
import type { SessionKey } from '../../main/core/signing.ts'
import { sha256 } from '../../main/crypto/hash.ts'
import { makeSessionKey } from '../../main/crypto/session-key.ts'
import { createSchema } from '../../main/ledger/schema/schema.ts'
import { colleague } from './exchange-desk.ts'
import { caseId } from './ledger-annotation.ts'
import { newFile } from './ledger-case.ts'
import { nativeBinding } from './ledger-identity.ts'

export const insiders = [colleague('Prüfer/in 1'), colleague('Prüfer/in 2')] as const
const other = '99999999-7d0a-4c57-9d5e-2f1f8f2f8a99'
const start = Date.parse('2026-05-04T10:00:00.000Z')

/** Numbers from a seed, so that a ledger that two judges see differently can be made again. */
export function dice(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}

/** A ledger by people who hold their keys and now and then do what the rules forbid: every signature is a real one. */
export class InsiderLedger {
  readonly entries: StoredEntry[] = []
  readonly #roll: () => number
  readonly #schema: string
  #frontier: Frontier = emptyFrontier
  #head: Uint8Array = new Uint8Array(32)
  #key: SessionKey = makeSessionKey()
  #who: (typeof insiders)[number] = insiders[0]
  #grant = 0
  #rate = 0

  constructor(roll: () => number, schema: string) {
    this.#roll = roll
    this.#schema = schema
  }

  /** One fault at most, somewhere; a third of all ledgers have none. */
  async write(): Promise<readonly StoredEntry[]> {
    this.#rate = this.#roll() < 0.33 ? 0 : 0.06
    for (let sessions = 1 + Math.floor(this.#roll() * 3); sessions > 0; sessions--) {
      this.#who = insiders[this.#roll() < 0.5 ? 0 : 1]
      await this.#begin()
      for (let i = Math.floor(this.#roll() * 4); i > 0; i--) this.#say()
      if (this.#roll() < 0.3) this.#erase()
      if (this.#roll() < 0.9) await this.#end()
    }
    return this.entries
  }

  /** The fault, where the dice say so; then no other follows. */
  #or<T>(right: T, ...wrong: readonly T[]): T {
    if (this.#roll() >= this.#rate) return right
    this.#rate = 0
    return wrong[Math.floor(this.#roll() * wrong.length)] ?? right
  }

  async #begin(): Promise<void> {
    this.#key = makeSessionKey()
    const { identity } = this.#who
    const size = this.entries.length
    const root = rootOf(sha256, this.#frontier)
    const text = printGrant({
      ledger: this.#or<'findings' | 'access'>('findings', 'access'),
      case: this.#or(caseId, other),
      key: this.#key.publicKey,
      certificate: this.#or(identity.facts.sha256, 'ab'.repeat(32)),
      size: this.#or(size, size + 1),
      head: this.#or(this.#head, randomBytes(32)),
      root: this.#or(root, randomBytes(32)),
      from: new Date(start).toISOString(),
      until: this.#or('2026-05-05T10:00:00.000Z', '2026-05-04T09:00:00.000Z'),
      loss: '',
    })
    const signer = this.#or<(typeof insiders)[number]>(this.#who, ...insiders)
    const cms = await signer.identity.signCms(utf8(this.#or(text, `${text} `)), new Date(start))
    this.#grant = size + 1
    this.#add('sessionGrant', canonicalBytes(this.#or<Json>(grantData(text, cms), { grant: text })))
  }

  #say(): void {
    const words = [utf8('{"a":1,"b":"ä"}'), utf8('{"text":"Griff"}')] as const
    const data = this.#or(
      words[this.#roll() < 0.5 ? 0 : 1],
      utf8('{"b":1,"a":2}'),
      utf8('{"a":1.5}'),
      utf8('no'),
    )
    const kinds = ['clipViewed', 'personalNote', 'clockSet'] as const
    this.#add(kinds[Math.floor(this.#roll() * 3)] ?? 'clipViewed', data)
  }

  #erase(): void {
    const seq = this.entries.length + 1
    const from = 1 + Math.floor(this.#roll() * (seq - 1))
    const to = from + Math.floor(this.#roll() * (seq - from))
    const ranges = this.#or<Json>([[from, to]], [[from, seq]], [[to + 1, from]], [], 'all')
    for (let at = from; at <= this.#or(to, from); at++) {
      const entry = this.entries[at - 1]
      if (entry) this.entries[at - 1] = { ...entry, payload: null }
    }
    this.#add('deletionNote', canonicalBytes({ ranges, reason: 'Frist' }))
  }

  async #end(): Promise<void> {
    const size = this.#or(this.entries.length, 1, this.entries.length + 1)
    const root = this.#or(rootOf(sha256, this.#frontier), randomBytes(32))
    const named = { origin: `asservat/findings/${this.#or(caseId, other)}`, size, root }
    const key = this.#or(this.#key, makeSessionKey())
    const note = printNote(named, keyIdOf(sha256, key.publicKey), key.sign(utf8(printCheckpoint(named))))
    const signer = this.#or<(typeof insiders)[number]>(this.#who, ...insiders)
    const cms = await signer.identity.signCms(utf8(note), new Date(start))
    const data = checkpointData({
      note,
      cms,
      frontier: this.#or(this.#frontier, { size, nodes: this.#frontier.nodes.map(() => randomBytes(32)) }),
      head: this.#or(this.#head, randomBytes(32)),
      schema: Buffer.from(this.#or(this.#schema, '00'.repeat(32)), 'hex'),
      session: this.#or(this.#grant, this.#grant + 1),
      closing: this.#roll() < 0.8,
    })
    this.#add('checkpoint', canonicalBytes(data))
  }

  #add(kind: EntryBody['kind'], data: Uint8Array): void {
    const seq = this.entries.length + 1
    const payload = { salt: randomBytes(32), data }
    const printed = printBody({
      ledger: this.#or<'findings' | 'access'>('findings', 'access'),
      case: this.#or(caseId, other),
      seq: this.#or(seq, seq + 1, 1),
      prev: this.#or(toHex(this.#head), 'cd'.repeat(32)),
      author: this.#or(
        this.#who.identity.facts.sha256,
        ...insiders.map(({ identity }) => identity.facts.sha256),
      ),
      time: this.#or(
        new Date(start + seq * 1000).toISOString(),
        '2026-05-06T10:00:00.000Z',
        '2026-02-30T10:00:00.000Z',
      ),
      kind,
      commit: this.#or(commitTo(sha256, payload), 'ef'.repeat(32)),
    })
    const text = Buffer.from(printed).toString()
    const body = utf8(
      this.#or(text, ` ${text}`, text.replace('"v":1', '"v":2'), text.replace(kind, 'someKind')),
    )
    const signature = this.#or(this.#key, makeSessionKey()).sign(body)
    const kept = this.#or<StoredEntry['payload']>(payload, null, { ...payload, salt: randomBytes(32) })
    this.entries.push({ seq, body, signature, payload: kept })
    this.#head = leafHash(sha256, body, signature)
    this.#frontier = addLeaf(sha256, this.#frontier, this.#head)
  }
}

/** The entries in a ledger's file. */
export function savedLedger(entries: readonly StoredEntry[]): string {
  const file = newFile()
  const db = new Database(file, { nativeBinding })
  createSchema(db)
  const [entry, payload] = [
    db.prepare('INSERT INTO entry (seq, body, signature) VALUES (?, ?, ?)'),
    db.prepare('INSERT INTO payload (seq, salt, data) VALUES (?, ?, ?)'),
  ]
  for (const { seq, body, signature, payload: said } of entries) {
    entry.run(seq, Buffer.from(body), Buffer.from(signature))
    if (said) payload.run(seq, Buffer.from(said.salt), Buffer.from(said.data))
  }
  db.close()
  return file
}
