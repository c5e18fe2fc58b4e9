import { utf8 } from '../bytes.ts'
import { fail, ok, type Result } from '../result.ts'
import { fromBase64, toBase64 } from '../base64.ts'
import { parseXml, type XmlElement, type XmlFault } from './xml-subset.ts'

/** One line of a manifest: this file has this digest. */
export interface ManifestReference {
  readonly uri: string
  readonly mediaType: string | null
  readonly rootfile: boolean
  /** Algorithm URI of XML signature or XML encryption. */
  readonly digestMethod: string
  readonly digest: Uint8Array
}

/** What an ASiCManifest says (EN 319 162-1, A.4). */
export interface AsicManifest {
  readonly signatureUri: string
  readonly signatureMediaType: string | null
  readonly references: readonly ManifestReference[]
}

export type ManifestFault =
  | XmlFault
  /** Not an ASiCManifest at all. */
  | 'otherRoot'
  /** An element stands where the schema has none. */
  | 'schema'
  /** An extension that must be understood is not. */
  | 'critical'

const ASIC = 'http://uri.etsi.org/02918/v1.2.1#'
const DSIG = 'http://www.w3.org/2000/09/xmldsig#'
/** Digest algorithm of own manifests (RFC 9231, 2.1.2 names it by this URI). */
export const SHA256_URI = 'http://www.w3.org/2001/04/xmlenc#sha256'

class Misplaced extends Error {
  readonly fault: 'schema' | 'critical'
  constructor(fault: 'schema' | 'critical') {
    super(fault)
    this.fault = fault
  }
}

/**
 * Reads a manifest by its schema: each element only in its place. A reader that collects names wherever they stand
 * would accept references that others do not see.
 */
export function parseManifest(bytes: Uint8Array): Result<AsicManifest, ManifestFault> {
  const xml = parseXml(bytes)
  if (!xml.ok) return xml
  if (xml.value.name !== 'ASiCManifest' || xml.value.namespace !== ASIC) return fail('otherRoot')
  try {
    return ok(manifestOf(xml.value))
  } catch (error) {
    if (error instanceof Misplaced) return fail(error.fault)
    throw error
  }
}

function manifestOf(root: XmlElement): AsicManifest {
  onlySpace(root)
  const [first, ...rest] = root.children
  if (!first || !isNamed(first, ASIC, 'SigReference') || first.children.length > 0)
    throw new Misplaced('schema')
  onlySpace(first)
  const last = rest.at(-1)
  const extensions = last && isNamed(last, ASIC, 'ASiCManifestExtensions') ? last : undefined
  if (extensions) refuseCritical(extensions)
  const references = (extensions ? rest.slice(0, -1) : rest).map(referenceOf)
  if (references.length === 0) throw new Misplaced('schema')
  return {
    signatureUri: attribute(first, 'URI'),
    signatureMediaType: first.attributes.get('MimeType') ?? null,
    references,
  }
}

function referenceOf(element: XmlElement): ManifestReference {
  if (!isNamed(element, ASIC, 'DataObjectReference')) throw new Misplaced('schema')
  onlySpace(element)
  const [method, value, extensions, more] = element.children
  if (!method || !isNamed(method, DSIG, 'DigestMethod')) throw new Misplaced('schema')
  if (!value || !isNamed(value, DSIG, 'DigestValue') || value.children.length > 0)
    throw new Misplaced('schema')
  if (extensions && !isNamed(extensions, ASIC, 'DataObjectReferenceExtensions')) throw new Misplaced('schema')
  if (extensions) refuseCritical(extensions)
  const digest = fromBase64(value.text.replace(/[ \t\r\n]/g, ''))
  if (!digest || more) throw new Misplaced('schema')
  return {
    uri: attribute(element, 'URI'),
    mediaType: element.attributes.get('MimeType') ?? null,
    rootfile: /^(?:true|1)$/.test(element.attributes.get('Rootfile') ?? ''),
    digestMethod: attribute(method, 'Algorithm'),
    digest,
  }
}

function refuseCritical(extensions: XmlElement): void {
  for (const extension of extensions.children) {
    if (/^(?:true|1)$/.test(extension.attributes.get('Critical') ?? '')) throw new Misplaced('critical')
  }
}

function isNamed(element: XmlElement, namespace: string, name: string): boolean {
  return element.namespace === namespace && element.name === name
}

function onlySpace(element: XmlElement): void {
  if (/[^ \t\r\n]/.test(element.text)) throw new Misplaced('schema')
}

function attribute(element: XmlElement, name: string): string {
  const value = element.attributes.get(name)
  if (value === undefined) throw new Misplaced('schema')
  return value
}

/** A file that a new manifest lists, in the order of the container. */
export interface ListedFile {
  readonly path: string
  readonly mediaType: string
  readonly rootfile: boolean
  readonly sha256: Uint8Array
}

/** The manifest of an own container, in its only spelling. */
export function printManifest(signaturePath: string, files: readonly ListedFile[]): Uint8Array {
  const references = files.map(
    (file) =>
      `<asic:DataObjectReference URI="${escape(uriOf(file.path))}" MimeType="${escape(file.mediaType)}"` +
      `${file.rootfile ? ' Rootfile="true"' : ''}>` +
      `<ds:DigestMethod Algorithm="${SHA256_URI}"/><ds:DigestValue>${toBase64(file.sha256)}</ds:DigestValue>` +
      `</asic:DataObjectReference>\n`,
  )
  return utf8(
    `<?xml version="1.0" encoding="UTF-8"?>\n<asic:ASiCManifest xmlns:asic="${ASIC}" xmlns:ds="${DSIG}">\n` +
      `<asic:SigReference URI="${escape(signaturePath)}" MimeType="application/pkcs7-signature"/>\n` +
      `${references.join('')}</asic:ASiCManifest>\n`,
  )
}

/** A container path as the manifest's URI (RFC 3986): all but unreserved characters and slashes percent-encoded. */
export function uriOf(path: string): string {
  return Array.from(utf8(path), (byte) => {
    const character = String.fromCharCode(byte)
    return /[A-Za-z0-9._~/-]/.test(character)
      ? character
      : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`
  }).join('')
}

function escape(text: string): string {
  return text.replace(/[&<>"]/g, (c) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;' })[c] ?? '&quot;')
}
