import { stat } from 'node:fs/promises'
import { basename } from 'node:path'
import type { Failure } from '../core/failure.ts'
import { parseRelease, refusalOf, type Release, type ReleaseRefusal } from '../core/installation/release.ts'
import { ok, type Result } from '../core/result.ts'
import type { Indication } from '../core/seal/finding.ts'
import { digestFile } from '../disk/digest-folder.ts'
import { openReadOnly } from '../disk/open-read-only.ts'
import { readSmallFile } from '../disk/read-folder.ts'
import { programVersion } from '../installation.ts'
import { judgeWhole, type Judging } from '../judge.ts'
import { failureText, type Phrases } from '../phrases.ts'
import { exit, readWords, textOption, type Streams } from './words.ts'

/**
 * `update-check PACKAGE [--trust DIR]`: whether a package on disk may be installed. Beside it lie its statement
 * (`.release.json`) and that one's signature (`.p7s`), judged by the same trust as evidence. Installs nothing.
 */
export async function updateCheck(
  words: readonly string[],
  streams: Streams,
  phrases: Phrases,
  root: string,
  judging: (trust: string | undefined) => Promise<Judging>,
): Promise<number> {
  const read = readWords(words, { values: ['trust', 'home'], files: [1, 1] })
  if (!read.ok) {
    streams.err(phrases('cli.usage', { verb: 'update-check', word: read.failure }))
    return exit.unusable
  }
  const file = read.value.files[0] ?? ''
  const judged = await judgePackage(file, root, await judging(textOption(read.value, 'trust')))
  if (!judged.ok) {
    streams.err(failureText(phrases, judged.failure))
    return exit.unusable
  }
  const { answer, facts } = judged.value
  streams.out(phrases(`fortress.update.${answer}`, { file: basename(file), ...facts }))
  return answer === 'installable' ? exit.passed : answer === 'notTrusted' ? exit.indeterminate : exit.failed
}

type Answer = ReleaseRefusal | 'installable' | 'notTrusted' | 'signatureFailed' | 'notAStatement'

interface PackageJudgement {
  readonly answer: Answer
  readonly facts: Readonly<Record<string, unknown>>
}

async function judgePackage(
  file: string,
  root: string,
  judging: Judging,
): Promise<Result<PackageJudgement, Failure>> {
  const opened = await openReadOnly(file)
  if (!opened.ok) return opened
  await opened.value.close()
  const statement = await readSmallFile(`${file}.release.json`, 1 << 16)
  if (!statement.ok) return statement
  const signature = await judgeWhole(`${file}.release.json.p7s`, judging, `${file}.release.json`)
  if (!signature.ok) return signature
  const release = releaseIn(statement.value)
  const installed = programVersion(root)
  const facts = {
    version: release?.version ?? '',
    installed,
    signer: signature.value.signers[0]?.subject ?? '',
  }
  const doubt = doubts[signature.value.verdict.indication]
  if (doubt) return ok({ answer: doubt, facts })
  if (!release) return ok({ answer: 'notAStatement', facts })
  const found = { file: basename(file), size: (await stat(file)).size, sha256: await digestFile(file) }
  return ok({ answer: refusalOf(release, found, installed) ?? 'installable', facts })
}

const doubts: Readonly<Record<Indication, Answer | undefined>> = {
  'TOTAL-PASSED': undefined,
  'TOTAL-FAILED': 'signatureFailed',
  INDETERMINATE: 'notTrusted',
}

function releaseIn(bytes: Uint8Array): Release | undefined {
  try {
    return parseRelease(JSON.parse(Buffer.from(bytes).toString('utf8')))
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}
