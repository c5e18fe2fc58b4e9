import type { Certificate } from './certificate.ts'
import { Der, tags } from './der.ts'
import { textOf } from './distinguished-name.ts'
import { oids } from './oids.ts'

const EMAIL = '1.2.840.113549.1.9.1'

interface GeneralName {
  readonly tag: number
  readonly value: Der
}

/** Whether a certificate's names lie outside what the CA above may name (RFC 5280, 4.2.1.10). */
export function breaksNameConstraints(ca: Certificate, below: Certificate): boolean {
  const extension = ca.extensions.get(oids.nameConstraints)
  if (!extension) return false
  // Self-issued certificates between CAs are exempt; the leaf is not, and no leaf is issued by itself on a path.
  const constraints = Der.parse(extension.value)
  const subtrees = (tag: number): GeneralName[] =>
    (constraints.find(tag)?.children ?? []).map((tree) => general(tree.child(0)))
  const permitted = subtrees(0xa0)
  const excluded = subtrees(0xa1)
  return namesOf(below).some((name) => {
    if (excluded.some((tree) => tree.tag === name.tag && isWithin(name, tree) !== false)) return true
    const same = permitted.filter((tree) => tree.tag === name.tag)
    return same.length > 0 && !same.some((tree) => isWithin(name, tree) === true)
  })
}

function general(value: Der): GeneralName {
  return { tag: value.tag & 0x1f, value }
}

function namesOf(certificate: Certificate): GeneralName[] {
  const alternative = certificate.extensions.get(oids.subjectAltName)
  const names = alternative ? Der.parse(alternative.value).children.map(general) : []
  const subject = Der.parse(certificate.subject)
  if (subject.children.length > 0) names.push({ tag: 4, value: subject })
  const mails = subject.children.flatMap((set) => set.children).filter((pair) => pair.child(0).oid === EMAIL)
  return [...names, ...mails.map((pair) => ({ tag: 1, value: pair.child(1) }))]
}

/** True, false, or undefined for a kind of name that is not compared here; that counts against the certificate. */
function isWithin(name: GeneralName, tree: GeneralName): boolean | undefined {
  if (name.tag === 4) return isNameWithin(directoryName(name.value), directoryName(tree.value))
  const value = textOf(name.value).toLowerCase()
  const limit = textOf(tree.value).toLowerCase()
  if (name.tag === 2)
    return value === limit || limit === '' || value.endsWith(limit.startsWith('.') ? limit : `.${limit}`)
  if (name.tag === 1) return isMailWithin(value, limit)
  if (name.tag === 7) return isAddressWithin(name.value.content, tree.value.content)
  return undefined
}

function directoryName(value: Der): readonly Der[] {
  return (value.is(tags.sequence) ? value : value.child(0)).children
}

function isNameWithin(name: readonly Der[], tree: readonly Der[]): boolean {
  return tree.length <= name.length && tree.every((part, i) => spelling(part) === spelling(name[i]))
}

/** Case and spaces do not tell attribute values apart (RFC 5280, 7.1). */
function spelling(set: Der | undefined): string {
  const pairs = (set?.children ?? []).map(
    (pair) => `${pair.child(0).oid}=${textOf(pair.child(1)).trim().replace(/\s+/g, ' ').toLowerCase()}`,
  )
  return pairs.sort().join('+')
}

function isMailWithin(mail: string, limit: string): boolean {
  if (limit.includes('@')) return mail === limit
  const host = mail.slice(mail.lastIndexOf('@') + 1)
  return limit.startsWith('.') ? host.endsWith(limit) : host === limit
}

function isAddressWithin(address: Uint8Array, tree: Uint8Array): boolean {
  if (tree.length !== 2 * address.length) return false
  return address.every((byte, i) => {
    const mask = tree[address.length + i] ?? 0
    return (byte & mask) === ((tree[i] ?? 0) & mask)
  })
}
