import type { BundleFacts } from '../core/seal/bundle-facts.ts'
import { checkSteps } from '../core/seal/check-commands.ts'

/** A sentence by its key below `seal.kit`. */
export type KitWords = (key: string, facts?: Readonly<Record<string, unknown>>) => string

/**
 * One page that lets anybody check this bundle without this program: commands for plain Debian and the values they
 * must give. The values are those that the judged bundle has; whoever checks compares them with the page on paper.
 */
export function kitPage(facts: BundleFacts, words: KitWords): string {
  const steps = checkSteps(facts).map(({ key, commands }, i) => {
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
    // Of an encrypted bundle the page says no more than the bundle shows to anybody, whoever printed it.
    ...(facts.encryption || facts.case === null
      ? []
      : [
          [words('fileNumber'), facts.case.case.fileNumber],
          [words('exhibit'), facts.case.exhibit.number],
        ]),
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
