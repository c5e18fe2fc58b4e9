import { parseAnnotation } from '../annotation/annotation-data.ts'
import { toHex, type Sha256 } from '../bytes.ts'
import { parseCanonical, type Json } from '../canonical.ts'
import { eraseRanges } from './deletion-note.ts'
import { parseBody, type EntryBody, type StoredEntry } from './entry.ts'
import type { EntryFacts, PayloadState } from './entry-facts.ts'
import { isObject, textOf, type JsonObject } from './json-shape.ts'
import { leafHash } from './merkle.ts'

/** Names the owner of a certificate, given its hash and, on a grant, the grant's payload. */
export type NameAuthor = (certificate: string, grant: Uint8Array | null) => string

/** The entries as people read them: who corrected or withdrew what. It judges nothing; that is the chain check's part. */
export class History {
  readonly #entries: EntryFacts[] = []
  readonly #sha256: Sha256
  readonly #nameAuthor: NameAuthor
  readonly #unsound: ReadonlySet<number>

  /** `unsound`: entries that are not what was signed; they are listed, and nothing of what they say is. */
  constructor(sha256: Sha256, nameAuthor: NameAuthor, unsound: ReadonlySet<number> = new Set()) {
    this.#unsound = unsound
    this.#sha256 = sha256
    this.#nameAuthor = nameAuthor
  }

  get entries(): readonly EntryFacts[] {
    return this.#entries
  }

  /** The next entry. One whose body cannot be read is left out: the chain check names it. */
  take(entry: StoredEntry): void {
    const body = parseBody(entry.body)
    if (!body) return
    const sound = !this.#unsound.has(entry.seq)
    const data = sound ? dataOf(entry) : undefined
    const grant = body.kind === 'sessionGrant' ? (entry.payload?.data ?? null) : null
    const change = changeOf(body, data)
    this.#entries.push({
      seq: body.seq,
      kind: body.kind,
      time: body.time,
      author: this.#nameAuthor(body.author, grant),
      hash: toHex(leafHash(this.#sha256, entry.body, entry.signature)),
      annotation: annotationOf(body, data),
      supersedes: change?.supersedes ?? null,
      supersededBy: null,
      withdrawn: false,
      reason: change?.reason ?? null,
      payload: sound ? payloadState(entry, body) : 'altered',
      data: data ?? null,
    })
    if (change) this.#supersede(change.supersedes, body)
    if (body.kind === 'deletionNote' && entry.payload && sound) this.#markErased(entry.payload.data, body.seq)
  }

  #supersede(target: number, by: EntryBody): void {
    const old = this.#indexOf(target)
    const entry = this.#entries[old]
    // A second correction of the same entry changes nothing that was read before; it stands by itself.
    if (!entry || entry.supersededBy !== null || !isStatement(entry)) return
    this.#entries[old] = { ...entry, supersededBy: by.seq, withdrawn: by.kind === 'withdrawal' }
  }

  #markErased(note: Uint8Array, seq: number): void {
    for (const [from, to] of eraseRanges(note, seq) ?? []) {
      for (let at = from; at <= to; at++) {
        const index = this.#indexOf(at)
        const entry = this.#entries[index]
        if (entry?.payload === 'missing') this.#entries[index] = { ...entry, payload: erased }
      }
    }
  }

  #indexOf(seq: number): number {
    return this.#entries[seq - 1]?.seq === seq
      ? seq - 1
      : this.#entries.findIndex((entry) => entry.seq === seq)
  }
}

function payloadState(entry: StoredEntry, body: EntryBody): PayloadState {
  if (entry.payload) return 'present'
  return body.kind === 'personalNote' ? 'withheld' : 'missing'
}

const erased: PayloadState = 'erased'

/** What its author can take back. A personal note is none of the annotations, so that nothing made of those tells it. */
export function isStatement(entry: EntryFacts): boolean {
  return entry.annotation !== null || entry.kind === 'personalNote'
}

function dataOf(entry: StoredEntry): Json | undefined {
  const parsed = entry.payload && parseCanonical(entry.payload.data)
  return parsed?.ok ? parsed.value : undefined
}

function annotationOf(body: EntryBody, data: Json | undefined): EntryFacts['annotation'] {
  if (body.kind === 'annotation') return parseAnnotation(data) ?? null
  return body.kind === 'correction' && isObject(data) ? (parseAnnotation(data['annotation']) ?? null) : null
}

function changeOf(
  body: EntryBody,
  data: Json | undefined,
): { readonly supersedes: number; readonly reason: string } | undefined {
  if ((body.kind !== 'correction' && body.kind !== 'withdrawal') || !isObject(data)) return undefined
  const [supersedes, reason] = [earlierSeq(data, body.seq), textOf(data['reason'])]
  return supersedes === undefined || reason === undefined ? undefined : { supersedes, reason }
}

function earlierSeq(data: JsonObject, seq: number): number | undefined {
  const supersedes = data['supersedes']
  return typeof supersedes === 'number' && supersedes >= 1 && supersedes < seq ? supersedes : undefined
}

/** The common name in a distinguished name, or the whole of it where there is none. */
export function commonNameOf(subject: string): string {
  const quoted = /(?:^|[,\n+]\s*)CN\s*=\s*"((?:[^"\\]|\\.)*)"/.exec(subject)
  const plain = /(?:^|[,\n+]\s*)CN\s*=\s*((?:[^,\n+\\]|\\.)*)/.exec(subject)
  const name = quoted?.[1] ?? plain?.[1]
  return name === undefined ? subject : name.replace(/\\(.)/g, '$1').trim()
}
