import { concatBytes, equalBytes, joinBytes } from '../core/bytes.ts'
import { tags, type Der } from './der.ts'
import { digest, type DigestName } from './hash.ts'
import { digestOids, oids } from './oids.ts'
import type { Cms, CmsAttribute, CmsSigner } from './read-cms.ts'
import type { SignedContent } from './read-signer.ts'

/** What an archive time stamp is over: the whole signature as it was when it was stamped. */
export interface Archived {
  readonly cms: Cms
  readonly signer: CmsSigner
  readonly content: SignedContent | undefined
}

/**
 * The input of an archive time stamp of version 3 (EN 319 122-1, 5.5.3), by the index of hashes in the token; none
 * when the token has no such index. An index that names what is not there gives no digest that any imprint has.
 */
export function archivedContents(token: Cms, archived: Archived): readonly SignedContent[] {
  const index = indexOf(token)
  if (!index) return []
  const input: SignedContent = {
    digest: (name) => {
      const content = archived.content?.digest(name)
      if (!content) return undefined
      if (!holds(index, archived)) return new Uint8Array()
      const { cms, signer } = archived
      return digest(name, concatBytes(cms.contentTypeBytes, content, ...signer.fields, index.bytes))
    },
  }
  return [input]
}

function indexOf(token: Cms): Der | undefined {
  const attributes = token.signers[0]?.unsigned ?? []
  const found = attributes.find(({ oid }) => oid === oids.hashIndexV3 || oid === oids.hashIndex)
  return found?.values[0]
}

/** Whether every hash of the index is that of a certificate, a list or an attribute value that is there. */
function holds(index: Der, { cms, signer }: Archived): boolean {
  const [first, ...rest] = index.as(tags.sequence).children
  // The algorithm may be left out in the older form; then it is SHA-256. It begins with an identifier, lists do not.
  const named = first?.children[0]?.is(tags.oid) === true
  const name = named ? digestOids[first.child(0).oid] : 'SHA-256'
  const [certificates, lists, values] = named ? rest : [first, ...rest]
  if (!name || !certificates || !lists || !values) return false
  return (
    allAmong(certificates, cms.enclosed, name) &&
    allAmong(lists, cms.lists, name) &&
    allAmong(values, signer.unsigned.flatMap(spellingsOf), name)
  )
}

/** What an index may hash of an attribute: type and value (version 3), or the attribute as it stands. */
function spellingsOf({ typeBytes, bytes, values }: CmsAttribute): readonly Uint8Array[] {
  return [bytes, ...values.map((value) => concatBytes(typeBytes, value.bytes))]
}

function allAmong(hashes: Der, items: readonly Uint8Array[], name: DigestName): boolean {
  const there = items.flatMap((item) => digest(name, item) ?? [])
  return hashes.as(tags.sequence).children.every((hash) => there.some((one) => equalBytes(one, hash.octets)))
}

const archives: readonly string[] = [oids.archiveTimestampV2, oids.archiveTimestampV3]

/**
 * The inputs that an archive time stamp of version 2 may have (TS 101 733, 6.4.1): content, certificates, lists and the
 * signer with the unsigned attributes that were there before it. Which were there the file does not say: those that
 * stand before it, or, where they are sorted, all that archive nothing.
 */
export function archivedContentsV2(
  attribute: CmsAttribute,
  { cms, signer, content }: Archived,
): readonly SignedContent[] {
  const bytes = content?.bytes
  if (!bytes) return []
  const before = signer.unsigned.slice(0, signer.unsigned.indexOf(attribute))
  const others = signer.unsigned.filter(({ oid }) => !archives.includes(oid))
  const start = [cms.encapsulated, ...(cms.content ? [] : [bytes])]
  const enclosed = [cms.certificatesBytes, cms.listsBytes].flatMap((field) => (field ? [field] : []))
  return [before, others].map((attributes) => {
    const whole = joinBytes([...start, ...enclosed, ...signer.fields, ...attributes.map((one) => one.bytes)])
    return { digest: (name) => digest(name, whole) }
  })
}
