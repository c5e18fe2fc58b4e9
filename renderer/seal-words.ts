import type { BundleFacts } from '../main/core/seal/bundle-facts.ts'
import type { Check, Finding, State } from '../main/core/seal/finding.ts'
import type { Tone } from './ui/mark.tsx'

/** How a seal stands, in the words people use. `checking` has found nothing wrong so far. */
export type SealLevel =
  'checking' | 'intact' | 'unknownSigner' | 'inconclusive' | 'unsealed' | 'broken' | 'revoked' | 'noContainer'

const tones: Readonly<Record<SealLevel, Tone>> = {
  checking: 'pending',
  intact: 'proven',
  unknownSigner: 'caution',
  inconclusive: 'open',
  unsealed: 'caution',
  broken: 'broken',
  revoked: 'broken',
  noContainer: 'broken',
}

export function toneOf(level: SealLevel): Tone {
  return tones[level]
}

/** The one place where a verdict becomes a word; every view takes it from here. */
export function sealLevel(facts: BundleFacts): SealLevel {
  const { indication, subIndication } = facts.verdict
  if (indication === 'TOTAL-PASSED') return 'intact'
  if (indication === 'TOTAL-FAILED') {
    if (subIndication === 'REVOKED') return 'revoked'
    return subIndication === 'FORMAT_FAILURE' && facts.signers.length === 0 ? 'noContainer' : 'broken'
  }
  if (subIndication === 'NO_SIGNATURE_FOUND') return 'unsealed'
  if (stateOf(facts.findings, ['chain']) === 'failed') return 'unknownSigner'
  return subIndication === 'CONTENT_PENDING' ? 'checking' : 'inconclusive'
}

/** Files that are not as they were sealed. */
export function changedFiles(facts: BundleFacts): number {
  return facts.files.filter((file) => file.state === 'changed' || file.state === 'missing').length
}

/** The separate facts of the strip, in its order. Never one tick for all. */
export type SealFact = 'data' | 'signer' | 'chain' | 'currency'

export const sealFacts: readonly SealFact[] = ['data', 'signer', 'chain', 'currency']

const freshDays = 7

const checks: Readonly<Record<SealFact, readonly Check[]>> = {
  data: ['container', 'manifest', 'coverage', 'file', 'chunkList'],
  signer: ['signature', 'signedAttributes', 'algorithm'],
  chain: ['chain', 'role', 'validity'],
  currency: ['revocation', 'timestamp', 'clock', 'evidenceRecord'],
}

export function findingsOf(facts: BundleFacts, fact: SealFact): readonly Finding[] {
  return facts.findings.filter((finding) => checks[fact].includes(finding.check))
}

export interface FactView {
  readonly fact: SealFact
  readonly tone: Tone
  /** Key below `state.fact.<fact>` for the word; `value` is put in. */
  readonly word: string
  readonly value: string | number
}

/** What the strip says about one fact. */
export function factView(facts: BundleFacts, fact: SealFact, brokenChunks: number, now: Date): FactView {
  const signer = facts.signers[0]
  const state = stateOf(facts.findings, checks[fact])
  switch (fact) {
    case 'data':
      return dataView(facts, brokenChunks)
    case 'signer':
      if (!signer) return { fact, tone: 'caution', word: 'none', value: '' }
      return { fact, tone: factTone(state), word: 'named', value: commonName(signer.subject) }
    case 'chain':
      return { fact, tone: state === 'failed' ? 'caution' : factTone(state), word: state, value: '' }
    case 'currency': {
      const asOf = signer?.revocationAsOf ?? null
      if (asOf === null)
        return { fact, tone: state === 'failed' ? 'broken' : 'open', word: 'none', value: '' }
      const days = Math.max(0, Math.floor((now.getTime() - Date.parse(asOf)) / 86_400_000))
      // Weeks-old revocation data may pass, yet they say nothing about what was revoked since.
      return {
        fact,
        tone: state === 'passed' && days > freshDays ? 'caution' : factTone(state),
        word: 'days',
        value: days,
      }
    }
  }
}

function dataView(facts: BundleFacts, brokenChunks: number): FactView {
  const changed = changedFiles(facts)
  const view = (tone: Tone, word: string, value: number): FactView => ({ fact: 'data', tone, word, value })
  if (brokenChunks > 0) return view('broken', 'chunks', brokenChunks)
  if (changed > 0) return view('broken', 'files', changed)
  if (facts.cryptography === 'failed') return view('broken', 'broken', 0)
  return facts.cryptography === 'passed' ? view('proven', 'intact', 0) : view('pending', 'pending', 0)
}

function factTone(state: State): Tone {
  return state === 'passed' ? 'proven' : state === 'failed' ? 'broken' : 'open'
}

/** The worst of the findings: nothing looked at is not a pass. */
export function stateOf(findings: readonly Finding[], of: readonly Check[]): State {
  const states = findings.filter((finding) => of.includes(finding.check)).map((finding) => finding.state)
  if (states.includes('failed')) return 'failed'
  return states.length === 0 || states.includes('notChecked') ? 'notChecked' : 'passed'
}

/** The common name of a distinguished name; the whole text when it has none. */
export function commonName(subject: string): string {
  const match = /(?:^|[,/+]\s*)CN\s*=\s*((?:\\.|[^\\])+?)\s*(?=[,+/]\s*[A-Z][A-Z0-9.]*\s*=|$)/i.exec(subject)
  return match?.[1]?.replace(/\\(.)/g, '$1') ?? subject
}

/** Marks that the try-out identities carry in their own names, before the name proper. */
const sampleMark = /^MUSTER \/ SAMPLE\b.*? – (?=[^–]*$)/

/** The name as it is shown beside a mark of its own, and whether it needs that mark. */
export function shownName(name: string): { readonly name: string; readonly sample: boolean } {
  const sample = /\b(MUSTER|SAMPLE)\b/.test(name)
  return { name: name.replace(sampleMark, ''), sample }
}
