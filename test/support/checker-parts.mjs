// What the stand-alone checker is made of: canonical JSON, DER and CMS, trees and notes, by main/core/FORMAT.md and node:crypto.
import { createHash, verify, X509Certificate } from 'node:crypto'

export const H = (...parts) => parts.reduce((hash, part) => hash.update(part), createHash('sha256')).digest()
export const hex = (bytes) => bytes.toString('hex')

/** Canonical JSON of a value, or undefined for what must not occur. */
export function canonical(value) {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (value && typeof value === 'object') {
    const names = Object.keys(value).sort()
    return `{${names.map((name) => `${JSON.stringify(name)}:${canonical(value[name])}`).join(',')}}`
  }
  if (typeof value === 'number' && (!Number.isSafeInteger(value) || Object.is(value, -0))) return undefined
  return JSON.stringify(value)
}

/** The object that bytes spell canonically, with exactly these members where they are given. */
export function parse(bytes, members) {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
    const value = JSON.parse(text)
    if (canonical(value) !== text) return undefined
    return !members || Object.keys(value).sort().join() === members.split(' ').sort().join()
      ? value
      : undefined
  } catch {
    return undefined
  }
}

/** One DER element: its tag, content and whole bytes. */
function der(bytes, at = 0) {
  let length = bytes[at + 1]
  let start = at + 2
  if (length > 127) {
    const count = length & 127
    length = bytes.readUIntBE(start, count)
    start += count
  }
  const end = start + length
  if (!(end <= bytes.length)) throw new Error('DER is cut')
  return { tag: bytes[at], content: bytes.subarray(start, end), whole: bytes.subarray(at, end), end }
}

function children(bytes) {
  const found = []
  for (let at = 0; at < bytes.length;) {
    const element = der(bytes, at)
    found.push(element)
    at = element.end
  }
  return found
}

const hashOf = {
  '608648016503040201': 'sha256',
  '608648016503040202': 'sha384',
  '608648016503040203': 'sha512',
}

/** Certificate with the given hash if the CMS in `bytes` is its signature over `content` (RFC 5652, 5.4). */
export function cmsSigner(bytes, content, wanted) {
  try {
    const signed = children(der(children(der(bytes).content)[1].content).content)
    const certificates = children(signed.find((part) => part.tag === 0xa0).content)
    const der509 = certificates.find((part) => hex(H(part.whole)) === wanted)
    const info = children(children(signed.at(-1).content)[0].content)
    const digest = hashOf[hex(children(info[2].content)[0].content)]
    const attributes = info.find((part) => part.tag === 0xa0)
    const messageDigest = children(attributes.content)
      .map((attribute) => children(attribute.content))
      .find(([type]) => hex(type.content) === '2a864886f70d010904')
    const said = children(messageDigest[1].content)[0].content
    if (!said.equals(createHash(digest).update(content).digest())) return undefined
    const key = new X509Certificate(der509.whole).publicKey
    // What is signed are the attributes with the tag of a SET.
    const signedBytes = Buffer.concat([Buffer.of(0x31), attributes.whole.subarray(1)])
    return verify(digest, signedBytes, key, info[5].content) ? wanted : undefined
  } catch {
    return undefined
  }
}

/** RFC 6962 root over leaf hashes. */
export function rootOf(leaves) {
  if (leaves.length === 0) return H('')
  if (leaves.length === 1) return leaves[0]
  let split = 1
  while (split * 2 < leaves.length) split *= 2
  return H(Buffer.of(1), rootOf(leaves.slice(0, split)), rootOf(leaves.slice(split)))
}

const noteForm =
  /^((asservat\/(?:findings|access)\/[0-9a-f-]{36})\n(0|[1-9]\d*)\n([A-Za-z0-9+/]{43}=)\n)(?:\n— \2 ([A-Za-z0-9+/=]+)\n)?$/
export function parseNote(text) {
  const [, lines, origin, size, root, line] = noteForm.exec(text) ?? []
  return lines && { lines, origin, size: Number(size), root, line: line && Buffer.from(line, 'base64') }
}

/** RFC 9162, 2.1.3.2. */
export function proves(leaf, index, size, proof, root) {
  let [fn, sn, hash] = [index, size - 1, leaf]
  for (const node of proof) {
    if (sn === 0) return false
    if (fn % 2 === 1 || fn === sn) {
      hash = H(Buffer.of(1), node, hash)
      while (fn % 2 === 0 && fn !== 0) [fn, sn] = [fn / 2, Math.floor(sn / 2)]
    } else hash = H(Buffer.of(1), hash, node)
    ;[fn, sn] = [Math.floor(fn / 2), Math.floor(sn / 2)]
  }
  return sn === 0 && hex(hash) === root
}
