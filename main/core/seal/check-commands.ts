import { toBase64 } from '../base64.ts'
import { fromHex } from '../bytes.ts'
import { chunkListPath } from '../chunks/chunk-list.ts'
import { uriOf } from '../container/asic-manifest.ts'
import type { BundleFacts, ClipFacts, FileFacts, SignerFacts } from './bundle-facts.ts'

/** One step of checking a file without this program. */
export interface CheckStep {
  /** Key of its words. */
  readonly key:
    | 'prepare'
    | 'named'
    | 'identity'
    | 'signature'
    | 'contents'
    | 'files'
    | 'chunks'
    | 'match'
    | 'digests'
    | 'fileDigest'
    | 'pdf'
  /** Lines for a POSIX shell with unzip, openssl and coreutils; the first that fails ends the check. */
  readonly commands: readonly string[]
}

const OWN_MANIFEST = 'META-INF/ASiCManifest001.xml'
const OWN_SIGNATURE = 'META-INF/signature001.p7s'

/** Kinds of file that are checked in different ways. */
export type CheckedKind = 'own' | 'container' | 'pdf' | 'cms'

/** What a judged file is, as far as checking it by hand goes; undefined when there is nothing to check. */
export function checkedKind(facts: BundleFacts): CheckedKind | undefined {
  if (facts.signers.length === 0) return undefined
  const paths = new Set(facts.files.map(({ path }) => path))
  const ours = paths.has('case.json') || paths.has('report.json')
  if (ours && paths.has(OWN_MANIFEST) && paths.has(OWN_SIGNATURE)) return 'own'
  if (facts.signers.some(({ signature }) => signature.startsWith('META-INF/'))) return 'container'
  return /\.pdf$/i.test(facts.name) ? 'pdf' : 'cms'
}

/** The steps by which anybody checks this very file: its names, digests and signatures, nothing of ours. */
export function checkSteps(facts: BundleFacts): readonly CheckStep[] {
  const kind = checkedKind(facts)
  if (kind === undefined) return []
  const steps = { own: ownSteps, container: containerSteps, pdf: pdfSteps, cms: cmsSteps }[kind](facts)
  return steps.filter(({ commands }) => commands.length > 0)
}

function ownSteps(facts: BundleFacts): readonly CheckStep[] {
  return [
    {
      key: 'prepare',
      commands: [
        `BUNDLE=${quoted(plainName(facts.name))}`,
        `unzip -p "$BUNDLE" ${OWN_MANIFEST} > manifest.xml`,
        `unzip -p "$BUNDLE" ${OWN_SIGNATURE} > signature.p7s`,
      ],
    },
    { key: 'identity', commands: [`sha256sum < manifest.xml | grep -x '${facts.manifestSha256}  -'`] },
    { key: 'signature', commands: signatureCommands(facts) },
    { key: 'contents', commands: contentsCommands(facts) },
    { key: 'files', commands: facts.files.filter(isSealed).map(fileCommand) },
    { key: 'chunks', commands: (facts.encryption?.files ?? facts.case?.clips ?? []).map(chunkCommand) },
  ]
}

function signatureCommands({ signers }: BundleFacts): readonly string[] {
  return [
    'openssl cms -verify -cades -CAfile root.pem -purpose any -binary -inform DER -in signature.p7s -content manifest.xml -signer signer.pem -out checked.xml',
    'cmp manifest.xml checked.xml',
    fingerprintCommand(signers[0]),
  ]
}

function fingerprintCommand(signer: SignerFacts | undefined): string {
  const print = (signer?.sha256 ?? '').toUpperCase().replace(/..(?=.)/g, '$&:')
  return `openssl x509 -in signer.pem -noout -fingerprint -sha256 | grep -i 'Fingerprint=${print}$'`
}

/** Every name of the container, and no other. */
function contentsCommands(facts: BundleFacts): readonly string[] {
  const names = ['mimetype', ...facts.files.map(({ path }) => path)].sort()
  return [...written(names), 'unzip -Z1 "$BUNDLE" | LC_ALL=C sort | cmp - names.txt']
}

function isSealed({ path, sha256 }: FileFacts): boolean {
  return sha256 !== null && path !== OWN_MANIFEST && path !== OWN_SIGNATURE
}

/** The signed manifest names this digest for the file, and the file has it. */
function fileCommand({ path, sha256 }: FileFacts): string {
  const digest = toBase64(fromHex(sha256 ?? '') ?? new Uint8Array())
  return (
    `grep -F 'URI="${uriOf(path)}"' manifest.xml | grep -qF '<ds:DigestValue>${digest}</ds:DigestValue>' && ` +
    `unzip -p "$BUNDLE" ${literal(path)} | sha256sum | grep -qx '${sha256}  -' && echo ${quoted(`${path} OK`)}`
  )
}

function chunkCommand({ path, chunkSize }: Pick<ClipFacts, 'path' | 'chunkSize'>): string {
  const list = literal(chunkListPath(path, chunkSize))
  const hash = `split -b ${chunkSize} --filter='sha256sum | cut -c1-64'`
  return `unzip -p "$BUNDLE" ${list} > list.txt && unzip -p "$BUNDLE" ${literal(path)} | ${hash} | cmp - list.txt`
}

/** A container of somebody else: each signature over what it signs, and each digest that a manifest states. */
function containerSteps(facts: BundleFacts): readonly CheckStep[] {
  const files = [...new Set(facts.signers.map(({ signature }) => signature))]
  const signed = files.flatMap((signature) => {
    const signs = facts.signers.find((signer) => signer.signature === signature)?.signs
    return signs ? [{ signature, signs }] : []
  })
  return [
    { key: 'named', commands: [`BUNDLE=${quoted(plainName(facts.name))}`] },
    {
      key: 'match',
      commands: signed.flatMap(({ signature, signs }) => [
        `unzip -p "$BUNDLE" ${literal(signature)} > signature.p7s`,
        `unzip -p "$BUNDLE" ${literal(signs)} > signed.bin`,
        'openssl cms -verify -noverify -binary -inform DER -in signature.p7s -content signed.bin -out checked.bin',
        'cmp signed.bin checked.bin',
      ]),
    },
    { key: 'contents', commands: coveredCommands(facts) },
    { key: 'digests', commands: [...new Set(facts.files.flatMap(digestCommands))] },
  ]
}

/** The data files that a signature speaks for, and no other. */
function coveredCommands({ files }: BundleFacts): readonly string[] {
  const names = files.filter(({ path, covered }) => covered && !isFrame(path)).map(({ path }) => path)
  // Bytes, not characters: grep leaves out names that are no text of the locale.
  const listed = `unzip -Z1 "$BUNDLE" | LC_ALL=C grep -avE '^(META-INF/|mimetype$)|/$' | LC_ALL=C sort`
  return [...written(names.sort()), `${listed} | cmp - names.txt`]
}

/** The names as words of a command, each in quotes: whoever named a file must not write a line of the shell with it. */
function written(names: readonly string[]): readonly string[] {
  if (names.length === 0) return [': > names.txt']
  return ["printf '%s\\n' \\", ...names.map((name) => `  ${quoted(name)} \\`), '  > names.txt']
}

function isFrame(path: string): boolean {
  return path === 'mimetype' || path.startsWith('META-INF/')
}

/** The digest as openssl names it, for every one that a manifest states. */
function digestCommands({ path, digests }: FileFacts): readonly string[] {
  return digests.map(
    ({ name, stated }) =>
      `unzip -p "$BUNDLE" ${literal(path)} | openssl dgst -${opensslName(name)} -r | grep -q '^${stated} ' && echo ${quoted(`${path} OK`)}`,
  )
}

function opensslName(name: string): string {
  const known: Readonly<Record<string, string>> = {
    'SHA-512/256': 'sha512-256',
    'RIPEMD-160': 'ripemd160',
  }
  return known[name] ?? name.toLowerCase().replace(/^sha-/, 'sha')
}

/** unzip reads brackets and stars as patterns, and a dash in front as an option: each stands for itself in brackets of its own. */
function literal(path: string): string {
  return quoted(path.replace(/[[*?]|^-/g, '[$&]'))
}

function pdfSteps(facts: BundleFacts): readonly CheckStep[] {
  const hash = facts.files.find(({ path }) => path === facts.name)?.sha256
  return [
    { key: 'named', commands: [`FILE=${quoted(plainName(facts.name))}`] },
    { key: 'fileDigest', commands: hash ? [`sha256sum < "$FILE" | grep -x '${hash}  -'`] : [] },
    {
      key: 'pdf',
      commands: [
        `pdfsig -nocert "$FILE" | tee pdfsig.txt`,
        "grep -F 'Signature Validation: Signature is Valid.' pdfsig.txt",
        "grep -F 'Total document signed' pdfsig.txt",
      ],
    },
  ]
}

/** A bare signature, with the file it signs beside it or inside. */
function cmsSteps(facts: BundleFacts): readonly CheckStep[] {
  const detached = facts.files.some(({ path }) => path === 'detached')
  const content = facts.name.replace(/\.[^.]+$/, '')
  const beside = detached ? ` -content ${quoted(plainName(content))}` : ''
  return [
    { key: 'named', commands: [`SIGNATURE=${quoted(plainName(facts.name))}`] },
    {
      key: 'match',
      commands: [
        'FORM=DER; grep -q -- "-----BEGIN" "$SIGNATURE" && FORM=PEM',
        `openssl cms -verify -noverify -binary -inform $FORM -in "$SIGNATURE"${beside} -signer signer.pem -out checked.bin`,
        fingerprintCommand(facts.signers[0]),
      ],
    },
  ]
}

/** A file's name as no program takes it for an option. */
function plainName(name: string): string {
  return name.startsWith('-') ? `./${name}` : name
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`
}
