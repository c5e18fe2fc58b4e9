import type { Block, Inline } from './blocks.ts'
import { join, row, rows, say } from './blocks.ts'
import { commonName } from './names.ts'
import type { ReportModel } from './report-model.ts'
import { contentName } from './report-model.ts'

/** Section: that the entries stand in an unbroken ledger, and the checkpoint that pins it. */
export function ledgerBlocks({ ledger, statements, work }: ReportModel): readonly Block[] {
  const corrections = statements.filter((statement) => statement.corrects !== null).length
  const unsound = ledger.findings.filter((finding) => finding.state !== 'passed')
  const whole = ledger.checkedTo === ledger.entries && unsound.length === 0
  const state: Inline = {
    state: unsound.some((finding) => finding.state === 'failed') ? 'failed' : whole ? 'passed' : 'notChecked',
  }
  return [
    { block: 'paragraph', text: say('ledgerMeaning') },
    rows(
      row(
        'entries',
        say('entriesLine', {
          entries: { count: ledger.entries },
          statements: { count: statements.length },
          corrections: { count: corrections },
          withdrawn: { count: work.withdrawn },
        }),
      ),
      row('root', { hash: ledger.root }),
      row('head', { hash: ledger.head }),
      row(
        'ledgerCheck',
        join(
          state,
          ' ',
          say('checkedTo', { checked: { count: ledger.checkedTo }, entries: { count: ledger.entries } }),
        ),
      ),
      ...unsound.map((finding) =>
        row(
          'ledgerFinding',
          { phrase: `ledger.check.${finding.check}` },
          finding.reason ? { phrase: `ledger.reason.${finding.reason}` } : null,
        ),
      ),
    ),
    { block: 'verbatim', label: say('checkpointLabel'), text: ledger.checkpoint },
  ]
}

/** Section: whose keys signed bundle and report, as people compare them from paper. */
export function certificateBlocks({ seal, reviewer }: ReportModel): readonly Block[] {
  const chain = seal.signers.flatMap((signer) =>
    signer.chain.map((certificate, depth) => ({ certificate, depth, last: signer.chain.length - 1 })),
  )
  const sealing = chain.map(({ certificate, depth, last }) => ({
    role: depth === 0 ? 'seal' : depth === last ? 'anchor' : 'issuer',
    certificate,
  }))
  const unique = [
    ...new Map(
      [...sealing, { role: 'report', certificate: reviewer }].map((line) => [
        `${line.role} ${line.certificate.sha256}`,
        line,
      ]),
    ).values(),
  ]
  return [
    {
      block: 'table',
      name: 'certificates',
      columns: ['role', 'holder', 'valid', 'fingerprint'].map((key) => say(`column.${key}`)),
      rows: unique.map(({ role, certificate }) => [
        say(`role.${role}`),
        join({ strong: commonName(certificate.subject) }, ' ', {
          faint: say('issuedBy', { issuer: commonName(certificate.issuer) }),
        }),
        join(certificate.notBefore.slice(0, 10), ' – ', certificate.notAfter.slice(0, 10)),
        { hash: certificate.sha256 },
      ]),
    },
  ]
}

/** Section: what the report does not prove. */
export function limitBlocks({ limits }: ReportModel): readonly Block[] {
  const items = limits.map(({ code, facts }) =>
    say(
      `limit.${code}`,
      Object.fromEntries(Object.entries(facts).map(([name, value]) => [name, factOf(name, value)])),
    ),
  )
  return [{ block: 'list', items }]
}

function factOf(name: string, value: string | number): Inline {
  if (typeof value === 'string') return name === 'date' ? { day: value } : value
  return name === 'from' || name === 'to' ? { frame: value } : { count: value }
}

/** Section: the attached machine data with the hashes that bind it to the printed page. */
export function annexBlocks({ annexes }: ReportModel): readonly Block[] {
  return [
    { block: 'paragraph', text: say('annexMeaning', { content: contentName }) },
    {
      block: 'table',
      name: 'annexes',
      columns: ['number', 'file', 'content', 'size', 'sha256'].map((key) => say(`column.${key}`)),
      rows: annexes.map((annex, index) => [
        String(index + 1),
        annex.path,
        say(`annex.${annexKind(annex.path)}`),
        { bytes: annex.size },
        { hash: annex.sha256 },
      ]),
    },
  ]
}

/** A path as the last part of a phrase key. */
export function annexKind(path: string): string {
  return path.startsWith('stills/') ? 'still' : path.replace(/-\d+/, '').replaceAll('.', '')
}

/** Section: the reviewer's word, the electronic signature and lines for ink. */
export function signatureBlocks(model: ReportModel): readonly Block[] {
  const { reviewer, issuedAt, sample } = model
  return [
    { block: 'opening', text: say('statement') },
    {
      block: 'signature',
      heading: say(sample ? 'signedSample' : 'signed', {
        signer: commonName(reviewer.subject),
        at: { instant: issuedAt },
      }),
      lines: [
        say('signatureLevel'),
        say('signatureCertificate', { issuer: commonName(reviewer.issuer), serial: reviewer.serial }),
        say('signatureClaim'),
      ],
      blanks: [say('blankPlace'), say('blankSignature')],
    },
  ]
}
