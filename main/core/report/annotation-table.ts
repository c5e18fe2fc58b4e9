import { mediaTime } from './media-time.ts'
import type { ReportedStatement, ReportModel } from './report-model.ts'

/** Heads of the columns, as keys of `report.csv`, each with what stands below it. */
const columns: readonly (readonly [key: string, cell: (statement: ReportedStatement) => string | number])[] =
  [
    ['entry', ({ entry }) => entry],
    ['kind', ({ kind }) => kind],
    ['category', ({ category }) => category],
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
  ]

/** The statements for a spreadsheet: byte-order mark, semicolons, CRLF, every cell quoted. */
export function annotationTable(model: ReportModel, title: (column: string) => string): string {
  const head = columns.map(([key]) => cell(title(key)))
  const body = model.statements.map((statement) => columns.map(([, value]) => cell(value(statement))))
  return `\ufeff${[head, ...body].map((line) => `${line.join(';')}\r\n`).join('')}`
}

/** An apostrophe keeps a spreadsheet from running a reviewer's or a camera's text as a formula. */
function cell(value: string | number): string {
  const text = String(value)
  const guarded = typeof value === 'string' && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
  return `"${guarded.replaceAll('"', '""')}"`
}
