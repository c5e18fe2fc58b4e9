import type { Indication } from '../core/seal/finding.ts'
import type { BundleFacts } from '../core/seal/bundle-facts.ts'
import type { Failure } from '../core/failure.ts'
import { failureText, type Phrases } from '../phrases.ts'
import { judgeLedger } from '../judge-ledger.ts'
import { ledgerLines } from './ledger.ts'
import { judgeWhole, type Judging } from '../judge.ts'
import { encryptionLines, openWords, readerFrom } from './open-with.ts'
import { exit, readWords, textOption, type Streams } from './words.ts'

/** `verify FILE... [--trust DIR] [--open-with KEY --open-pass-file FILE] [--json]`: a verdict for every file that could be read. */
export async function verify(
  words: readonly string[],
  streams: Streams,
  phrases: Phrases,
  judging: (trust: string | undefined) => Promise<Judging>,
  nativeBinding: string,
): Promise<number> {
  const read = readWords(words, {
    values: ['trust', 'content', 'home', ...openWords],
    flags: ['json'],
    files: [1, Number.MAX_SAFE_INTEGER],
  })
  if (!read.ok) {
    streams.err(phrases('cli.usage', { verb: 'verify', word: read.failure }))
    return exit.unusable
  }
  const codes: number[] = []
  const reader = await readerFrom(read.value)
  if (!reader.ok) {
    streams.err(failureText(phrases, reader.failure))
    return exit.unusable
  }
  const judge = await judging(textOption(read.value, 'trust'))
  for (const { name, reason } of judge.unread ?? [])
    streams.err(phrases(`cli.trustUnread.${reason}`, { name }))
  for (const file of read.value.files) {
    const ledger = await judgeLedger(file, judge, nativeBinding)
    if (ledger.ok && ledger.value) {
      const { judgement } = ledger.value
      codes.push(codeOf(judgement.verdict))
      for (const line of ledgerLines(file, judgement, read.value.options['json'] === true, phrases))
        streams.out(line)
      continue
    }
    const judged = await judgeWhole(
      file,
      { ...judge, reader: reader.value },
      textOption(read.value, 'content'),
    )
    codes.push(judged.ok ? codeOf(judged.value.verdict.indication) : exit.unusable)
    if (read.value.options['json'])
      streams.out(judged.ok ? jsonLine(file, judged.value) : failureLine(file, judged.failure))
    else if (judged.ok) for (const line of plainLines(file, judged.value, phrases)) streams.out(line)
    else streams.err(`${file}: ${failureText(phrases, judged.failure)}`)
  }
  return worst(codes)
}

/** Any broken one makes all broken; then what could not be read; then what could not be decided. */
function worst(codes: readonly number[]): number {
  return [exit.failed, exit.unusable, exit.indeterminate].find((code) => codes.includes(code)) ?? exit.passed
}

function codeOf(indication: Indication): number {
  const codes = {
    'TOTAL-PASSED': exit.passed,
    'TOTAL-FAILED': exit.failed,
    INDETERMINATE: exit.indeterminate,
  }
  return codes[indication]
}

function jsonLine(file: string, facts: BundleFacts): string {
  return JSON.stringify({
    file,
    verdict: facts.verdict.indication,
    subIndication: facts.verdict.subIndication,
    cryptography: facts.cryptography,
    findings: facts.findings,
    files: facts.files.map(({ path, size, covered, signatures = [], state }) => ({
      path,
      size,
      covered,
      signatures,
      state,
    })),
    signers: facts.signers.map(({ subject, serial, sha256, claimedTime, provenTime, verdict, ...more }) => ({
      subject,
      serial,
      sha256,
      claimedTime,
      provenTime,
      verdict: verdict.indication,
      subIndication: verdict.subIndication,
      signature: more.signature,
      algorithm: more.algorithm,
      signs: more.signs,
      countersigns: more.countersigns,
    })),
    manifestSha256: facts.manifestSha256 || null,
    ...(facts.encryption ? { recipients: facts.encryption.recipients, opened: facts.encryption.opened } : {}),
  })
}

/** A file that could not be read has no verdict; the line says so rather than being left out. */
function failureLine(file: string, failure: Failure): string {
  return JSON.stringify({
    file,
    verdict: null,
    subIndication: null,
    cryptography: 'notChecked',
    findings: [],
    files: [],
    signers: [],
    failure,
  })
}

function plainLines(file: string, facts: BundleFacts, phrases: Phrases): string[] {
  const sub = facts.verdict.subIndication
  return [
    `${file}: ${facts.verdict.indication}${sub === null ? '' : ` (${sub})`}`,
    ...(sub === null
      ? []
      : ['title', 'evidence', 'remedy'].map((part) => `  ${phrases(`subIndication.${sub}.${part}`)}`)),
    ...encryptionLines(facts, phrases),
    ...facts.signers.map(
      (signer) => `  ${phrases('cli.signer', { ...signer, verdict: signer.verdict.indication })}`,
    ),
    ...facts.findings
      .filter((finding) => finding.state !== 'passed')
      .map((finding) => {
        const text = finding.reason
          ? phrases(`reason.${finding.reason}`, { subject: finding.subject, ...finding.facts })
          : ''
        return `  ${finding.state === 'failed' ? 'x' : '-'} ${finding.check} ${finding.subject ?? ''}: ${text}`
      }),
  ]
}
