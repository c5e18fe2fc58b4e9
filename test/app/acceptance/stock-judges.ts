import { mkdtempSync, readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { tmpdir } from 'node:os'
import { run } from './command-line.ts'

export const manifestName = 'META-INF/ASiCManifest001.xml'
export const signatureName = 'META-INF/signature001.p7s'

/** `yes` where openssl says that this detached CAdES signature is over the content and leads to the root. */
export function cadesVerdict(signature: string, content: string, root: string): 'yes' | 'no' {
  const form = ['-binary', '-inform', 'DER', '-purpose', 'any', '-out', '/dev/null']
  const { code } = run('openssl', [
    'cms',
    '-verify',
    '-cades',
    ...form,
    '-in',
    signature,
    '-content',
    content,
    '-CAfile',
    root,
  ])
  return code === 0 ? 'yes' : 'no'
}

/** What somebody without the program finds in a bundle; an empty list is a good one. */
export function stockComplaints(bundle: string, root: string): string[] {
  const folder = mkdtempSync(join(tmpdir(), 'acceptance-stock-'))
  const tested = run('unzip', ['-tqq', bundle]).code === 0 ? [] : ['unzip']
  run('unzip', ['-qq', '-o', bundle, '-d', folder])
  const [signature, manifest] = [join(folder, signatureName), join(folder, manifestName)]
  const signed = cadesVerdict(signature, manifest, root) === 'yes' ? [] : ['signature']
  return [...tested, ...signed, ...digestComplaints(folder, manifest), ...chunkComplaints(folder)]
}

function digestComplaints(folder: string, manifest: string): string[] {
  const text = run('cat', [manifest]).out
  const listed = new Map<string, string>()
  for (const [, uri = '', digest = ''] of text.matchAll(
    /DataObjectReference URI="([^"]+)"[\s\S]*?DigestValue>([^<]+)/g,
  )) {
    listed.set(uri, digest)
  }
  const wrong = [...listed].filter(([uri, digest]) => opensslDigest(join(folder, uri)) !== digest)
  const unlisted = everyFile(folder).filter(
    (name) => name !== 'mimetype' && !name.startsWith('META-INF/') && !listed.has(name),
  )
  return [...wrong.map(([uri]) => `digest ${uri}`), ...unlisted.map((name) => `unlisted ${name}`)]
}

function opensslDigest(file: string): string {
  return run('sh', ['-c', 'openssl dgst -sha256 -binary "$0" | base64 -w 0', file]).out
}

function chunkComplaints(folder: string): string[] {
  const lists = everyFile(folder).filter((name) => name.endsWith('.sha256-256K'))
  const check = 'split -b 256K --filter="sha256sum | cut -c1-64" "$0" | cmp -s - "$0.sha256-256K"'
  return lists
    .map((list) => list.replace(/\.sha256-256K$/, ''))
    .filter((clip) => run('sh', ['-c', check, join(folder, clip)]).code !== 0)
    .map((clip) => `chunks ${clip}`)
}

function everyFile(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .toSorted()
}

/** The bytes of one entry as unzip gives them. */
export function unzipped(container: string, entry: string): Buffer {
  const folder = mkdtempSync(join(tmpdir(), 'acceptance-entry-'))
  run('unzip', ['-qq', '-o', container, entry, '-d', folder])
  return readFileSync(join(folder, entry))
}
