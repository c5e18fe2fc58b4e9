import { toBase64 } from '../core/base64.ts'
import { uriOf } from '../core/container/asic-manifest.ts'
import { fromHex } from '../core/bytes.ts'
import type { BundleFacts, ClipFacts, FileFacts } from '../core/seal/bundle-facts.ts'
import { chunkListPath } from '../core/chunks/chunk-list.ts'
import { MANIFEST_PATH, SIGNATURE_PATH } from './seal-files.ts'

/** A sentence by its key below `seal.kit`. */
export type KitWords = (key: string, facts?: Readonly<Record<string, unknown>>) => string

interface Step {
  readonly key: string
  /** Lines for a POSIX shell with unzip, openssl and coreutils; the first that fails ends the check. */
  readonly commands: readonly string[]
}

/**
 * One page that lets anybody check this bundle without this program: commands for plain Debian and the values they
 * must give. The values are those that the judged bundle has; whoever checks compares them with the page on paper.
 */
export function kitPage(facts: BundleFacts, words: KitWords): string {
  const steps = stepsFor(facts).map(({ key, commands }, i) => {
    const block = ['```sh', ...commands, '```'].join('\n')
    return `## ${i + 1} ${words(`${key}.title`)}\n\n${words(`${key}.text`)}\n\n${block}\n`
  })
  return [
    `# ${words('title')}\n`,
    `${words('intro', { name: facts.name })}\n`,
    ...headOf(facts, words),
    ...steps,
    `${words('end')}\n`,
  ].join('\n')
}

function headOf(facts: BundleFacts, words: KitWords): string[] {
  const signer = facts.signers[0]
  const rows = [
    [words('bundle'), facts.name],
    [words('fileNumber'), facts.case?.case.fileNumber ?? ''],
    [words('exhibit'), facts.case?.exhibit.number ?? ''],
    [words('identity.label'), facts.manifestSha256],
    [words('signer'), signer?.subject ?? ''],
    [words('fingerprint'), signer?.sha256 ?? ''],
    [words('root'), signer?.chain.at(-1)?.sha256 ?? ''],
    [words('claimedTime'), signer?.claimedTime ?? ''],
    [
      words('verdict'),
      [facts.verdict.indication, facts.verdict.subIndication].filter((word) => word !== null).join(' / '),
    ],
  ]
  return [
    `| | |\n|---|---|\n${rows.map(([name = '', value = '']) => `| ${name} | ${cell(value)} |`).join('\n')}\n`,
  ]
}

/** Text from a certificate or file name may hold what a table would read as its own. */
function cell(text: string): string {
  return text.replace(/[|\\`<>*_[\]]/g, (character) => `\\${character}`)
}

function stepsFor(facts: BundleFacts): readonly Step[] {
  return [
    {
      key: 'prepare',
      commands: [
        `BUNDLE=${quoted(facts.name)}`,
        `unzip -p "$BUNDLE" ${MANIFEST_PATH} > manifest.xml`,
        `unzip -p "$BUNDLE" ${SIGNATURE_PATH} > signature.p7s`,
      ],
    },
    { key: 'identity', commands: [`sha256sum < manifest.xml | grep -x '${facts.manifestSha256}  -'`] },
    { key: 'signature', commands: signatureCommands(facts) },
    { key: 'contents', commands: contentsCommands(facts) },
    { key: 'files', commands: facts.files.filter(isSealed).map(fileCommand) },
    { key: 'chunks', commands: (facts.case?.clips ?? []).map(chunkCommand) },
  ].filter(({ commands }) => commands.length > 0)
}

function signatureCommands({ signers }: BundleFacts): readonly string[] {
  const print = (signers[0]?.sha256 ?? '').toUpperCase().replace(/..(?=.)/g, '$&:')
  return [
    'openssl cms -verify -cades -CAfile root.pem -purpose any -binary -inform DER -in signature.p7s -content manifest.xml -signer signer.pem -out checked.xml',
    'cmp manifest.xml checked.xml',
    `openssl x509 -in signer.pem -noout -fingerprint -sha256 | grep -i 'Fingerprint=${print}$'`,
  ]
}

/** Every name of the container, and no other. */
function contentsCommands(facts: BundleFacts): readonly string[] {
  const names = ['mimetype', ...facts.files.map(({ path }) => path)].sort()
  return ["cat > names.txt <<'END'", ...names, 'END', 'unzip -Z1 "$BUNDLE" | LC_ALL=C sort | cmp - names.txt']
}

function isSealed({ path, sha256 }: FileFacts): boolean {
  return sha256 !== null && path !== MANIFEST_PATH && path !== SIGNATURE_PATH
}

/** The signed manifest names this digest for the file, and the file has it. */
function fileCommand({ path, sha256 }: FileFacts): string {
  const digest = toBase64(fromHex(sha256 ?? '') ?? new Uint8Array())
  return (
    `grep -F 'URI="${uriOf(path)}"' manifest.xml | grep -qF '<ds:DigestValue>${digest}</ds:DigestValue>' && ` +
    `unzip -p "$BUNDLE" ${quoted(path)} | sha256sum | grep -qx '${sha256}  -' && echo ${quoted(`${path} OK`)}`
  )
}

function chunkCommand({ path, chunkSize }: ClipFacts): string {
  const list = quoted(chunkListPath(path, chunkSize))
  const hash = `split -b ${chunkSize} --filter='sha256sum | cut -c1-64'`
  return `unzip -p "$BUNDLE" ${list} > list.txt && unzip -p "$BUNDLE" ${quoted(path)} | ${hash} | cmp - list.txt`
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`
}
