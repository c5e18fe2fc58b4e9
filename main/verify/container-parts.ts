import { fromUtf8 } from '../core/bytes.ts'
import { parseManifest, type AsicManifest, type ManifestFault } from '../core/container/asic-manifest.ts'
import type { ManifestReading } from '../core/seal/seal-reading.ts'
import type { OpenContainer } from './open-container.ts'

/** A manifest of the container with its bytes, which are what the signature signs. */
export interface FoundManifest {
  readonly file: string
  readonly bytes: Uint8Array
  readonly manifest: AsicManifest
}

/** What lies in META-INF, sorted by what it is. */
export interface ContainerParts {
  readonly manifests: readonly FoundManifest[]
  readonly manifestReadings: readonly ManifestReading[]
  readonly signatures: readonly string[]
  readonly tokens: readonly string[]
  readonly evidenceRecords: readonly string[]
  readonly xades: readonly string[]
  /** Everything else but the mimetype entry and folders: what the seal is about. */
  readonly data: readonly string[]
}

const MOST_MANIFEST = 4 * 1024 * 1024

/** Sorts a container's entries by the names EN 319 162-1, A.7 gives them, and reads its manifests. */
export async function readParts(container: OpenContainer): Promise<ContainerParts> {
  const names = [...container.entries.keys()].filter((name) => !name.endsWith('/'))
  const meta = names.filter((name) => /^META-INF\//i.test(name))
  const xml = meta.filter((name) => /\.xml$/i.test(name))
  const read = await Promise.all(
    xml.map(async (file) => readXml(file, await container.readWhole(file, MOST_MANIFEST))),
  )
  const evidenceRecords = meta
    .filter((name) => /\.ers$/i.test(name) || /evidencerecord[^/]*\.xml$/i.test(name))
    .filter((name) => !isManifestName(name))
  return {
    manifests: read.flatMap((one) => one.found ?? []),
    manifestReadings: read.flatMap((one) => one.reading ?? []),
    signatures: meta.filter((name) => /\.p7[sm]$/i.test(name)),
    tokens: meta.filter((name) => /\.tst$/i.test(name)),
    evidenceRecords,
    xades: read.filter((one) => one.xades).map((one) => one.file),
    data: names.filter((name) => name !== 'mimetype' && !meta.includes(name)),
  }
}

interface XmlRead {
  readonly file: string
  readonly found?: FoundManifest
  readonly reading?: ManifestReading
  readonly xades: boolean
}

function readXml(file: string, bytes: Uint8Array | undefined): XmlRead {
  if (!bytes) return { file, xades: false, reading: { file, fault: 'manifest.xml', detail: 'unreadable' } }
  const parsed = parseManifest(bytes)
  if (parsed.ok)
    return {
      file,
      xades: false,
      found: { file, bytes, manifest: parsed.value },
      reading: { file, fault: null, detail: null },
    }
  if (parsed.failure === 'otherRoot' || !isManifestName(file)) return { file, xades: isXades(file, bytes) }
  return { file, xades: false, reading: { file, fault: faultOf(parsed.failure), detail: parsed.failure } }
}

function isManifestName(name: string): boolean {
  return /manifest[^/]*\.xml$/i.test(name) && !/^META-INF\/manifest\.xml$/i.test(name)
}

function isXades(file: string, bytes: Uint8Array): boolean {
  const head = fromUtf8(bytes.subarray(0, 4096).map((byte) => (byte < 128 ? byte : 63))) ?? ''
  return (
    /signatures[^/]*\.xml$/i.test(file) ||
    /XAdESSignatures|document-signatures|<(?:\w+:)?Signature[\s>]/.test(head)
  )
}

function faultOf(fault: ManifestFault): 'manifest.schema' | 'manifest.critical' | 'manifest.xml' {
  if (fault === 'schema') return 'manifest.schema'
  return fault === 'critical' ? 'manifest.critical' : 'manifest.xml'
}

/** The entries a manifest's URI can mean: the name as written, and percent-decoded. More than one is ambiguous. */
export function meanings(uri: string, names: ReadonlyMap<string, unknown>): readonly string[] {
  return [...new Set([uri, percentDecode(uri) ?? uri])].filter((name) => names.has(name))
}

/** The entry a URI means; undefined when there is none, or when there are two. */
export function resolveUri(uri: string, names: ReadonlyMap<string, unknown>): string | undefined {
  const [name, ...others] = meanings(uri, names)
  return others.length === 0 ? name : undefined
}

export function percentDecode(uri: string): string | undefined {
  try {
    return decodeURIComponent(uri)
  } catch {
    return undefined
  }
}
