import { fromBase64, toBase64 } from '../base64.ts'
import { toHex, utf8, type Hash } from '../bytes.ts'
import { printCanonical, type Json } from '../canonical.ts'
import { parseHash, type LedgerName } from './entry.ts'
import { countOf, parseObject, textOf } from './json-shape.ts'

/** What an identity signs when its owner begins to work: this key may write for me, here, from this head on, so long. */
export interface SessionGrant {
  readonly ledger: LedgerName
  readonly case: string
  /** SubjectPublicKeyInfo of the session key. */
  readonly key: Uint8Array
  /** SHA-256 of the identity's certificate, lower-case hex. */
  readonly certificate: string
  /** Entries, leaf hash of the last and root at the start. */
  readonly size: number
  readonly head: Hash
  readonly root: Hash
  /** RFC 3339, UTC, milliseconds. */
  readonly from: string
  readonly until: string
  /** Why the ledger is shorter than this workstation knew, when the reviewer accepted the loss; else empty. */
  readonly loss: string
}

/** A grant with the identity's signature. */
export interface SignedGrant {
  readonly grant: SessionGrant
  /** The very bytes that the CMS covers. */
  readonly content: Uint8Array
  readonly cms: Uint8Array
}

const format = 'asservat-session/1'
const members = [
  'format',
  'ledger',
  'case',
  'key',
  'certificate',
  'size',
  'head',
  'root',
  'from',
  'until',
  'loss',
]

/** The text that the identity signs. */
export function printGrant(grant: SessionGrant): string {
  return printCanonical({
    ...grant,
    format,
    key: toBase64(grant.key),
    head: toHex(grant.head),
    root: toHex(grant.root),
  })
}

/** The payload of a session grant: the signed text as it is, and the detached CMS over its UTF-8. */
export function grantData(text: string, cms: Uint8Array): Json {
  return { grant: text, cms: toBase64(cms) }
}

/** The grant that a payload holds, or undefined; nothing in it is verified yet. */
export function parseGrant(data: Uint8Array): SignedGrant | undefined {
  const outer = parseObject(data, ['grant', 'cms'])
  const text = textOf(outer?.['grant'])
  const cms = fromBase64(textOf(outer?.['cms']) ?? '')
  const inner = text === undefined ? undefined : parseObject(utf8(text), members)
  if (!inner || text === undefined || !cms || inner['format'] !== format) return undefined
  const ledger = inner['ledger']
  const [key, head, root] = [
    fromBase64(textOf(inner['key']) ?? ''),
    parseHash(inner['head']),
    parseHash(inner['root']),
  ]
  const [size, caseId, certificate] = [
    countOf(inner['size']),
    textOf(inner['case']),
    textOf(inner['certificate']),
  ]
  const [from, until, loss] = [textOf(inner['from']), textOf(inner['until']), textOf(inner['loss'])]
  if (ledger !== 'findings' && ledger !== 'access') return undefined
  if (!key || !head || !root || size === undefined || !caseId || !certificate) return undefined
  if (from === undefined || until === undefined || loss === undefined) return undefined
  const grant = { ledger, case: caseId, key, certificate, size, head, root, from, until, loss } as const
  return { grant, content: utf8(text), cms }
}
