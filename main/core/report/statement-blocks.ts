import type { StatementKind } from '../annotation/annotation.ts'
import type { Block, Inline, Picture, Row, StatementBlock } from './blocks.ts'
import { join, row, say } from './blocks.ts'
import { categoryWord } from './category-words.ts'
import { detailRows } from './statement-details.ts'
import type { ReportedStatement, ReportModel } from './report-model.ts'

/** Section: all statements of one kind, in the order of the recording. */
export function statementBlocks(
  kind: StatementKind,
): (model: ReportModel, number: string) => readonly Block[] {
  return (model, number) => {
    const chosen = model.statements.filter((statement) => statement.kind === kind)
    if (chosen.length === 0) return [{ block: 'paragraph', text: { faint: say(`none.${kind}`) } }]
    const opening: Block = { block: 'opening', text: say(`opening.${kind}`) }
    return [
      opening,
      ...chosen.map((statement, index) => statementBlock(statement, `${number}.${index + 1}`, model)),
    ]
  }
}

function statementBlock(statement: ReportedStatement, number: string, model: ReportModel): StatementBlock {
  const category = categoryWord(model, statement.category)
  return {
    block: 'statement',
    id: `entry-${statement.entry}`,
    number,
    heading: join(category, ' – ', framesOf(statement)),
    kind: say(`kind.${statement.kind}`),
    text: statement.text,
    pictures: picturesOf(statement, number, model),
    place: placeOf(statement, model),
    proof: proofOf(statement),
  }
}

function framesOf({ from, to }: ReportedStatement): Inline {
  return from.frame === to.frame
    ? say('frameOne', { frame: { frame: from.frame } })
    : say('frameRange', { from: { frame: from.frame }, to: { frame: to.frame } })
}

/** The picture with the region drawn in, then the same picture untouched: no reader has to trust the drawing. */
function picturesOf(
  statement: ReportedStatement,
  number: string,
  { clips }: ReportModel,
): readonly Picture[] {
  const { still, region, from, clip, entry } = statement
  if (!still) return []
  const facts = {
    number,
    frame: { frame: from.frame },
    clip: clip.name,
    size: `${still.width} × ${still.height}`,
  }
  const picture = { entry, width: still.width, height: still.height }
  const rotation = clips.find((candidate) => candidate.number === clip.number)?.picture?.rotation ?? 0
  const turned: Inline = rotation === 0 ? '' : join(' ', say('stillTurned', { rotation: String(rotation) }))
  const alternative = say('stillAlternative', facts)
  const bare: Picture = {
    ...picture,
    frame: null,
    alternative,
    caption: join(say('stillBare', facts), turned),
  }
  if (!region) return [bare]
  const shape = statement.details?.shape
  return [
    {
      ...picture,
      frame: region,
      ...(shape ? { shape } : {}),
      alternative,
      caption: join(say('stillFramed', facts), turned),
    },
    bare,
  ]
}

function placeOf(statement: ReportedStatement, model: ReportModel): readonly Row[] {
  const { clip, from, to, end, timeBase, region, deviceTime, entry, corrects } = statement
  const several = to.frame > from.frame
  const start: Inline = { ticks: from.pts, timeBase }
  const until: readonly Inline[] = end === null ? [] : [' – ', { ticks: end, timeBase }]
  return [
    row('clip', { strong: clip.name }),
    row('frame', several ? spanOf(statement) : { strong: { frame: from.frame } }),
    row('mediaTime', join(start, ...until)),
    row(
      'pts',
      join(several ? `${from.pts} – ${to.pts}` : String(from.pts), ' ', {
        faint: say('timeBase', { base: `${timeBase.num}/${timeBase.den}` }),
      }),
    ),
    row('deviceTime', deviceTime ? { recorded: deviceTime } : say('deviceClockUnknown')),
    row('referenceTime', referenceTime(statement, model)),
    row(
      'region',
      region
        ? say('regionLine', { region: `${region.x}, ${region.y}, ${region.width}, ${region.height}` })
        : null,
    ),
    ...detailRows(statement, model),
    row('recorded', { instant: statement.recordedAt }, statement.author),
    row(
      'entry',
      { strong: say('entryNumber', { entry: { count: entry } }) },
      corrects ? correction(corrects) : null,
    ),
  ].filter((one) => one.lines.length > 0)
}

function spanOf({ from, to }: ReportedStatement): Inline {
  const count = to.frame - from.frame + 1
  return join({ strong: { frame: from.frame } }, ' – ', { strong: { frame: to.frame } }, ' ', {
    faint: say('frameCount', { count: { count } }),
  })
}

/** The third clock: nothing is computed from an offset that nobody stated. */
function referenceTime({ clip, deviceTime }: ReportedStatement, { clips }: ReportModel): Inline | null {
  if (deviceTime === null) return null
  const known = clips.find((candidate) => candidate.number === clip.number)
  if (!known || known.clockOffsetMs === null) return { faint: say('clockNotCompared') }
  return say('clockOffset', { offset: String(known.clockOffsetMs), source: known.clockSource })
}

function correction({ entry, reason }: NonNullable<ReportedStatement['corrects']>): Inline {
  return say(reason ? 'correctsBecause' : 'corrects', { entry: { count: entry }, reason: reason ?? '' })
}

function proofOf({ still, entryHash, chunks, frameTable, verdict }: ReportedStatement): readonly Row[] {
  const code =
    verdict.subIndication === null ? verdict.indication : `${verdict.indication} / ${verdict.subIndication}`
  return [
    row('stillHash', still ? { hash: still.sha256 } : null),
    ...chunks.map((chunk) => ({
      label: say('label.chunkHash', { chunk: { count: chunk.number } }),
      lines: [{ hash: chunk.sha256 }],
    })),
    row('frameTable', { hash: frameTable }),
    row('entryHash', { hash: entryHash }),
    row('verdictThen', code),
  ].filter((one) => one.lines.length > 0)
}
