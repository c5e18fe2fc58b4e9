import type { Inline } from './blocks.ts'
import { categoryWord } from './category-words.ts'
import { shapeSvg } from './statement-details.ts'
import { mediaTime } from './media-time.ts'
import type { ReportedStatement, ReportModel } from './report-model.ts'

/** The text of a piece of a line, in the report's language. */
type Say = (inline: Inline) => string
type Column = readonly [
  key: string,
  cell: (statement: ReportedStatement, say: Say, model: ReportModel) => string | number,
]

/** Heads of the columns, as keys of `report.csv`, each with what stands below it. */
const columns: readonly Column[] = [
  ['entry', ({ entry }) => entry],
  ['kind', ({ kind }, say) => say({ phrase: `report.kind.${kind}` })],
  ['category', ({ category }, say, model) => say(categoryWord(model, category))],
  ['clip', ({ clip }) => clip.name],
  ['from', ({ from }) => from.frame],
  ['to', ({ to }) => to.frame],
  ['pts', ({ from }) => from.pts],
  ['ptsTo', ({ to }) => to.pts],
  ['timeBase', ({ timeBase }) => `${timeBase.num}/${timeBase.den}`],
  ['time', ({ from, timeBase }) => mediaTime(from.pts, timeBase)],
  ['deviceTime', ({ deviceTime }) => deviceTime ?? ''],
  ['region', ({ region }) => (region ? `${region.x},${region.y},${region.width},${region.height}` : '')],
  ['text', ({ text }) => text],
  ['author', ({ author }) => author],
  ['recorded', ({ recordedAt }) => recordedAt],
  ['hash', ({ entryHash }) => entryHash],
  ['person', ({ details }) => details?.person?.label ?? ''],
  [
    'personCategory',
    ({ details }, say) => (details?.person ? say({ phrase: `person.${details.person.category}` }) : ''),
  ],
  ['tags', ({ details }) => details?.tags.join(', ') ?? ''],
  ['legal', ({ details }) => details?.legal ?? ''],
  ['shape', (statement) => shapeSvg(statement) ?? ''],
]

/** The statements for a spreadsheet, in words of the report's language: byte-order mark, semicolons, CRLF, every cell quoted. */
export function annotationTable(model: ReportModel, say: Say): string {
  const head = columns.map(([key]) => cell(say({ phrase: `report.csv.${key}` })))
  const body = model.statements.map((statement) =>
    columns.map(([, value]) => cell(value(statement, say, model))),
  )
  return `\ufeff${[head, ...body].map((line) => `${line.join(';')}\r\n`).join('')}`
}

/** An apostrophe keeps a spreadsheet from running a reviewer's or a camera's text as a formula. */
function cell(value: string | number): string {
  const text = String(value)
  const guarded = typeof value === 'string' && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
  return `"${guarded.replaceAll('"', '""')}"`
}
