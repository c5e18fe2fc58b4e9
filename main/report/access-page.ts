import { parseAccess } from '../core/access/access-record.ts'
import type { EntryFacts, LedgerFacts } from '../core/ledger/entry-facts.ts'
import type { Language } from '../core/language.ts'
import { html, trusted, type Markup } from './markup.ts'

type Phrases = (key: string, facts?: Readonly<Record<string, unknown>>) => string

export interface AccessPage {
  readonly log: { readonly entries: readonly EntryFacts[]; readonly ledger: LedgerFacts | null }
  /** File number of the case. */
  readonly name: string
  readonly language: Language
  readonly phrases: Phrases
  readonly now: Date
}

/** The access log as the data-protection officer gets it on paper: one self-contained page, a row an access. */
export function accessPage(page: AccessPage): string {
  const { language, phrases: t, name } = page
  const rows = page.log.entries.flatMap((entry) => rowOf(entry, page))
  const heads = ['entry', 'time', 'person', 'act', 'object', 'purpose', 'recipient'].map(
    (column) => html`<th scope="col">${t(`access.column.${column}`)}</th>`,
  )
  return html`<!doctype html>
    <html lang="${language}">
      <head>
        <meta charset="utf-8" />
        <title>${t('access.page.title', { name })}</title>
        <style>
          ${trusted(style)}
        </style>
      </head>
      <body>
        <h1>${t('access.page.title', { name })}</h1>
        <p>${t('access.page.law')}</p>
        <dl>${facts(page)}</dl>
        <table>
          <thead>
            <tr>
              ${heads}
            </tr>
          </thead>
          <tbody>
            ${rows}
          </tbody>
        </table>
      </body>
    </html>`.text
}

function facts({ log, phrases: t, now }: AccessPage): Markup[] {
  const failed = log.ledger?.findings.some((finding) => finding.state === 'failed') ?? true
  const pairs: readonly (readonly [string, string])[] = [
    [t('access.page.made'), now.toISOString()],
    [t('access.page.entries'), String(log.ledger?.entries ?? 0)],
    [t('access.page.verdict'), t(failed ? 'access.page.broken' : 'access.page.sound')],
    [t('access.page.root'), log.ledger?.root ?? ''],
  ]
  return pairs.map(
    ([term, text]) =>
      html`<dt>${term}</dt>
        <dd>${text}</dd>`,
  )
}

function rowOf(entry: EntryFacts, { phrases: t }: AccessPage): Markup[] {
  if (entry.kind === 'deletionNote') {
    const words = t('access.page.deletion')
    return [
      html`<tr>
        <td>${String(entry.seq)}</td>
        <td>${entry.time}</td>
        <td>${entry.author}</td>
        <td colspan="4">${words}</td>
      </tr>`,
    ]
  }
  if (entry.kind !== 'accessed') return []
  const record = parseAccess(entry.data)
  const cells = record
    ? [t(`access.act.${record.act}`), record.object.name, record.purpose, record.recipient ?? '']
    : [t('access.erased'), '', '', '']
  return [
    html`<tr>
      ${[String(entry.seq), entry.time, entry.author, ...cells].map((cell) => html`<td>${cell}</td>`)}
    </tr>`,
  ]
}

const style = `
@page { size: A4 landscape; margin: 15mm; }
body { font: 9pt/1.35 "Liberation Sans", Arial, sans-serif; color: #000; }
h1 { font-size: 14pt; margin: 0 0 2mm; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 0.5mm 4mm; margin: 0 0 5mm; }
dt { color: #444; } dd { margin: 0; overflow-wrap: anywhere; }
table { border-collapse: collapse; inline-size: 100%; }
th, td { text-align: start; vertical-align: top; padding: 1mm 2mm; border-block-end: 0.2mm solid #999; overflow-wrap: break-word; }
td:nth-child(5) { overflow-wrap: anywhere; } td:nth-child(2) { white-space: nowrap; } th { white-space: nowrap; }
th { border-block-end: 0.4mm solid #000; } thead { display: table-header-group; } tr { break-inside: avoid; }
`
