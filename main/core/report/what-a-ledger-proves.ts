import type { JudgedLedger } from '../ledger/ledger-judgement.ts'
import { commonName } from './names.ts'
import type { ProofLine, ProofSummary } from './what-is-proved.ts'

/** The judgement of a ledger's copy or extract in the same three lists as that of anything sealed. */
export function proofOfLedger({ form, judgement }: JudgedLedger): ProofSummary {
  const { cryptography, entries, checkedTo, findings, provedUpTo } = judgement
  const whole = cryptography === 'passed'
  return {
    kind: form,
    proved: whole
      ? [
          form === 'ledger'
            ? line('entries', { count: entries })
            : line('shown', { count: entries, of: checkedTo }),
          ...(form === 'ledger' && provedUpTo > 0 ? [line('kept', { entry: provedUpTo })] : []),
        ]
      : [],
    by: signersOf({ form, judgement }),
    open: [
      ...(cryptography === 'failed' ? [line('entriesAltered', { entry: judgement.firstBad ?? 0 })] : []),
      ...(cryptography === 'notChecked' ? [line('notWhole')] : []),
      ...(form === 'ledger' && provedUpTo < entries ? [line('end', { entry: provedUpTo })] : []),
      ...(form === 'extract' && entries < checkedTo
        ? [line('notShown', { count: checkedTo - entries })]
        : []),
      ...(findings.some(({ check, state }) => check === 'identity' && state !== 'passed')
        ? [line('identities')]
        : []),
      line('statements'),
    ],
  }
}

function line(code: string, facts: ProofLine['facts'] = {}): ProofLine {
  return { code, facts }
}

/** Everybody once who granted a session; known where no finding doubts it. */
function signersOf({ judgement }: Pick<JudgedLedger, 'judgement' | 'form'>): readonly ProofLine[] {
  const { sessions, findings } = judgement
  const doubted = new Set(
    findings
      .filter(({ check, state }) => check === 'identity' && state !== 'passed')
      .map(({ entry }) => entry),
  )
  const known = new Map<string, boolean>()
  for (const { signer, from } of sessions) {
    if (signer === null) continue
    const name = commonName(signer)
    known.set(name, (known.get(name) ?? true) && !doubted.has(from))
  }
  return [...known].map(([signer, sure]) => line(sure ? 'sessionSigner' : 'signerUnknown', { signer }))
}
