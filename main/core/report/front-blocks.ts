import type { Block, Inline, Row, Tone } from './blocks.ts'
import { join, row, rows, say } from './blocks.ts'
import type { EarlierReport } from './earlier-report.ts'
import { commonName } from './names.ts'
import type { ReportModel } from './report-model.ts'

/** Letterhead, title and the verdict that the whole report rests on. */
export function frontBlocks(model: ReportModel, contentSha256: string): readonly Block[] {
  const { office } = model
  const letterhead: Block = {
    block: 'letterhead',
    office: [office.name, office.unit, office.address].filter((line) => line !== ''),
    references: references(model),
  }
  const title: Block = { block: 'title', title: say('title'), subtitle: subtitle(model) }
  const sample: readonly Block[] = model.sample ? [{ block: 'notice', text: say('sampleNotice') }] : []
  return [letterhead, title, ...sample, verdictBlock(model), contentHash(contentSha256)]
}

function references({ matter, number, issuedAt, office }: ReportModel): readonly Row[] {
  const day: Inline = { day: issuedAt }
  return [
    row('fileNumber', { strong: matter.fileNumber }),
    row('incident', matter.incident),
    row('reportNumber', number),
    row('date', office.place === '' ? day : join(office.place, ', ', day)),
  ].filter((one) => one.lines.length > 0)
}

function subtitle({ clips, matter }: ReportModel): Inline {
  const facts = { count: { count: clips.length }, title: matter.title }
  return say(clips.length === 1 ? 'subtitleOne' : 'subtitle', facts)
}

/** One sentence a verdict; the shapes and words never say more than was checked. */
function verdictBlock({ seal, bundle }: ReportModel): Block {
  const { indication, subIndication } = seal.verdict
  const pending = subIndication === 'CONTENT_PENDING'
  const key = pending
    ? 'pending'
    : { 'TOTAL-PASSED': 'passed', 'TOTAL-FAILED': 'failed', INDETERMINATE: 'unsure' }[indication]
  const tone: Tone = key === 'passed' ? 'good' : key === 'failed' ? 'bad' : 'unsure'
  const unknown = key === 'unsure' && seal.cryptography === 'passed'
  const heading = say(`verdict.${unknown ? 'unsureIntact' : key}`)
  const signer = seal.signers[0]
  const facts = {
    sealed: { count: bundle.sealed },
    signer: signer ? commonName(signer.subject) : say('unknown'),
    claimed: signer?.claimedTime ? ({ instant: signer.claimedTime } as Inline) : say('unknown'),
    proven: signer?.provenTime ? ({ instant: signer.provenTime } as Inline) : say('unknown'),
    reason: subIndication ? ({ phrase: `subIndication.${subIndication}.title` } as Inline) : '',
  }
  const words = unknown ? 'unsureIntact' : key === 'passed' && signer?.provenTime ? 'passedProven' : key
  return { block: 'verdict', tone, heading, text: [say(`verdict.${words}Text`, facts)] }
}

function contentHash(sha256: string): Block {
  return { block: 'rows', rows: [row('contentHash', { hash: sha256 })] }
}

/** Section: what the report is about, by whose order, and how much was looked at. */
export function subjectBlocks({
  mandate,
  purpose,
  recipients,
  reviewer,
  work,
  clips,
  timeZone,
  previous,
}: ReportModel): readonly Block[] {
  const period =
    work.from && work.to
      ? say(work.sessions === 1 ? 'periodOne' : 'period', {
          from: { instant: work.from },
          to: { instant: work.to },
          sessions: { count: work.sessions },
        })
      : say('periodUnknown')
  return [
    rows(
      row('mandate', mandate ?? say('notStated')),
      row('purpose', purpose ?? say('notStated')),
      row('recipients', ...recipients),
      row('reviewer', commonName(reviewer.subject)),
      row('period', period),
      row('seen', ...seenLines(clips)),
      row(
        'statements',
        say('statementCount', { printed: { count: work.printed }, all: { count: work.annotations } }),
      ),
      row('earlier', ...(previous ? earlierLines(previous) : [])),
      row('times', say('timesNote', { zone: timeZone })),
    ),
  ]
}

/** Which report came before, by the hash of its file, and how this one differs from it. */
function earlierLines({ number, pdfSha256, added, left, changed }: EarlierReport): readonly Inline[] {
  const list = (key: string, entries: readonly number[]): readonly Inline[] =>
    entries.length > 0 ? [say(key, { entries: entries.join(', ') })] : []
  return [
    { strong: number },
    { hash: pdfSha256 },
    ...changed.map((one) => say('earlierChanged', { from: { count: one.from }, to: { count: one.to } })),
    ...list('earlierAdded', added),
    ...list('earlierLeft', left),
    ...(added.length + left.length + changed.length === 0 ? [say('earlierSame')] : []),
  ]
}

function seenLines(clips: ReportModel['clips']): readonly Inline[] {
  const nothing = clips.length > 1 && clips.every(({ seen, picture }) => picture && !seen)
  return nothing ? [say('seenNone')] : clips.map(seenLine)
}

function seenLine({ name, seen, picture }: ReportModel['clips'][number]): Inline {
  if (!picture) return say('seenNotCounted', { clip: name })
  if (!seen) return say('seenUnknown', { clip: name })
  const facts = { clip: name, seen: { count: seen.frames }, frames: { count: picture.frames } }
  return say(seen.frames === picture.frames ? 'seenWhole' : 'seenPart', facts)
}

/** Section: how the work was done and with what. */
export function methodBlocks({ program, statements }: ReportModel): readonly Block[] {
  const decoders = [...new Set(statements.flatMap(({ still }) => (still ? [still.decoder] : [])))]
  const build: Inline = program.build === '' ? { faint: say('buildUnknown') } : { hash: program.build }
  return [
    { block: 'paragraph', text: say('method.evidence') },
    { block: 'paragraph', text: say('method.frames') },
    { block: 'paragraph', text: say('method.words') },
    rows(
      row('program', join(program.name, ' ', program.version)),
      row('build', build),
      row('runtime', program.runtime),
      row('system', program.os),
      row('workstation', program.workstation),
      row('decoder', ...decoders),
      row('network', say('method.network')),
    ),
  ]
}
