import { drawingHtml } from './drawing.ts'
import type { Block, Inline, Picture, Row, StatementBlock } from '../core/report/blocks.ts'
import { html, trusted, type Markup } from './markup.ts'
import { lockPage } from './page-policy.ts'
import { reportStyle } from './report-style.ts'
import { plain, type Writing } from './writing.ts'

/** A picture as the page shows it: a data URI, and whether it is smaller than the still it stands for. */
export interface ShownPicture {
  readonly uri: string
  readonly reduced: boolean
}

export interface Page {
  readonly writing: Writing
  /** `@font-face` rules with data URIs. */
  readonly fontFaces: string
  readonly title: string
  readonly description: string
  /** By entry. */
  readonly pictures: ReadonlyMap<number, ShownPicture>
}

/** One self-contained page: no script, no address outside itself. */
export function reportHtml(blocks: readonly Block[], page: Page): string {
  const body = blocks.map((block) => blockHtml(block, blocks, page))
  const document = html`<html lang="${page.writing.language}">
    <head>
      <meta charset="utf-8" />
      <title>${page.title}</title>
      <meta name="description" content="${page.description}" />
      <style>
        ${trusted(page.fontFaces)}${trusted(reportStyle)}
      </style>
    </head>
    <body>
      <main>${body}</main>
    </body>
  </html>`
  return lockPage(`<!doctype html>${document.text}`)
}

function blockHtml(block: Block, all: readonly Block[], page: Page): Markup {
  const text = (inline: Inline) => inlineHtml(inline, page.writing)
  switch (block.block) {
    case 'letterhead':
      return letterhead(block, page)
    case 'title':
      return html`<h1>${text(block.title)}</h1>
        <p class="subtitle">${text(block.subtitle)}</p>`
    case 'verdict':
      return html`<section class="verdict ${block.tone}">
        <p class="headline">${text(block.heading)}</p>
        ${block.text.map((line) => html`<p>${text(line)}</p>`)}
      </section>`
    case 'notice':
      return html`<p class="notice">${text(block.text)}</p>`
    case 'contents':
      return contents(all, page)
    case 'heading':
      return html`<h2 id="${block.id}">${block.number} ${text(block.text)}</h2>`
    case 'paragraph':
      return html`<p>${text(block.text)}</p>`
    case 'opening':
      return html`<p class="opening">${text(block.text)}</p>`
    case 'rows':
      return rowsHtml(block.rows, page)
    case 'table':
      return table(block, page)
    case 'list':
      return html`<ul>
        ${block.items.map((item) => html`<li>${text(item)}</li>`)}
      </ul>`
    case 'verbatim':
      return html`<div class="verbatim">
        <p class="note">${text(block.label)}</p>
        <pre>${block.text}</pre>
      </div>`
    case 'statement':
      return statement(block, page)
    case 'signature':
      return signature(block, page)
  }
}

/** Where the signature field is laid over the page after printing. */
export const signatureAnchor = 'signature-field'

function inlineHtml(inline: Inline, writing: Writing): Markup {
  if (typeof inline === 'string') return unbroken(inline)
  if ('join' in inline) return html`${inline.join.map((part) => inlineHtml(part, writing))}`
  if ('strong' in inline) return html`<b>${inlineHtml(inline.strong, writing)}</b>`
  if ('faint' in inline) return html`<span class="faint">${inlineHtml(inline.faint, writing)}</span>`
  if ('state' in inline) return html`<span class="state ${inline.state}">${plain(inline, writing)}</span>`
  if ('hash' in inline) return html`<code>${plain(inline, writing)}</code>`
  if ('link' in inline) return html`<a href="#${inline.link}">${inlineHtml(inline.text, writing)}</a>`
  return unbroken(plain(inline, writing))
}

const times = /(\d{4}-\d\d-\d\d(?: \d\d:\d\d:\d\d(?:\.\d+)? [+-]\d\d:\d\d)?)/

/** The words with every date held together: a line that ends in a hyphen of a date reads as a number. */
function unbroken(words: string): Markup {
  const parts = words.split(times)
  if (parts.length === 1) return html`${words}`
  return html`${parts.map((part, index) => (index % 2 === 1 ? html`<span class="time">${part}</span>` : html`${part}`))}`
}

function letterhead(block: Extract<Block, { readonly block: 'letterhead' }>, page: Page): Markup {
  const [name = '', ...rest] = block.office
  const references = block.references.map(
    (one) =>
      html`<tr>
        <th scope="row">${inlineHtml(one.label, page.writing)}</th>
        <td>${linesHtml(one, page)}</td>
      </tr>`,
  )
  return html`<header>
    <div class="office">
      <p class="name">${name}</p>
      ${rest.map((line) => html`<p>${line}</p>`)}
    </div>
    <table class="references">
      <tbody>
        ${references}
      </tbody>
    </table>
  </header>`
}

function contents(all: readonly Block[], page: Page): Markup {
  const headings = all.flatMap((block) => (block.block === 'heading' ? [block] : []))
  const items = headings.map(
    ({ id, number, text }) => html`<li><a href="#${id}">${number} ${inlineHtml(text, page.writing)}</a></li>`,
  )
  return html`<ol class="contents">
    ${items}
  </ol>`
}

function linesHtml(one: Row, page: Page): readonly Markup[] {
  const [first, ...others] = one.lines
  if (first === undefined) return []
  return [
    inlineHtml(first, page.writing),
    ...others.map((line) => html`<br />${inlineHtml(line, page.writing)}`),
  ]
}

function rowsHtml(rows: readonly Row[], page: Page, kind = 'rows'): Markup {
  const lines = rows.map(
    (one) =>
      html`<tr>
        <th scope="row">${inlineHtml(one.label, page.writing)}</th>
        <td>${linesHtml(one, page)}</td>
      </tr>`,
  )
  const size = rows.length <= 4 ? 'small' : 'long'
  return html`<table class="${kind} ${size}">
    <tbody>
      ${lines}
    </tbody>
  </table>`
}

function table(block: Extract<Block, { readonly block: 'table' }>, page: Page): Markup {
  const head = block.columns.map((column) => html`<th scope="col">${inlineHtml(column, page.writing)}</th>`)
  const body = block.rows.map(
    (cells) =>
      html`<tr>
        ${cells.map((cell) => html`<td>${inlineHtml(cell, page.writing)}</td>`)}
      </tr>`,
  )
  const size = block.rows.length <= 3 ? 'small' : 'long'
  return html`<table class="grid ${size} ${block.name}">
    <thead>
      <tr>
        ${head}
      </tr>
    </thead>
    <tbody>
      ${body}
    </tbody>
  </table>`
}

/** Words, then picture with place, then hashes: parts that stay whole, so that pages fill up. */
function statement(block: StatementBlock, page: Page): Markup {
  const heading = html`<h3 id="${block.id}">${block.number} ${inlineHtml(block.heading, page.writing)}</h3>`
  const paragraphs = block.text.split(/\n+/).map((part) => html`<p>${part}</p>`)
  const words = html`<div class="words">
    <p class="label">${inlineHtml(block.kind, page.writing)}</p>
    ${paragraphs}
  </div>`
  // What is said stands on the page of the picture that shows it, unless it is too long for that.
  const long = block.text.length > 900
  const [shown = html``, ...place] = evidence(block, page)
  const opening = long
    ? html`${heading}${words}${shown}`
    : html`<div class="whole">${heading}${words}${shown}</div>`
  const label = page.writing.phrases('report.hashes', { number: block.number })
  return html`<article>
    ${opening}${place}
    <div class="proof">
      <p class="label">${label}</p>
      ${rowsHtml(block.proof, page, 'hashes')}
    </div>
  </article>`
}

/** One picture stands beside its place; two stand side by side above it. */
function evidence(block: StatementBlock, page: Page): readonly Markup[] {
  const pictures = block.pictures.map((picture) => pictureHtml(picture, page))
  const words = page.writing.phrases('report.place', { number: block.number })
  const label = html`<p class="label">${words}</p>`
  if (pictures.length === 1) {
    const place = html`<div>${label}${rowsHtml(block.place, page, 'place')}</div>`
    return [
      html`<div class="evidence one" style="grid-template-columns:${widthFor(block).toFixed(1)}mm 1fr">
        ${pictures}${place}
      </div>`,
    ]
  }
  const half = Math.ceil(block.place.length / 2)
  const halves = [block.place.slice(0, half), block.place.slice(half)].map((part) =>
    rowsHtml(part, page, 'place'),
  )
  const place = html`<div class="whole">
    ${label}
    <div class="evidence two">${halves}</div>
  </div>`
  if (pictures.length === 0) return [place]
  const columns = `grid-template-columns:repeat(2,${widthFor(block).toFixed(1)}mm)`
  return [html`<div class="evidence both" style="${columns}">${pictures}</div>`, place]
}

/** Millimetres. A picture is at most 38 mm high, so that two statements with pictures fit on a page and a third begins. */
function widthFor({ pictures: [picture] }: StatementBlock): number {
  return picture ? Math.min(80, (38 * picture.width) / picture.height) : 80
}

function pictureHtml(picture: Picture, page: Page): Markup {
  const shown = page.pictures.get(picture.entry)
  if (!shown) return html``
  const reduced = shown.reduced ? ` ${page.writing.phrases('report.stillReduced', {})}` : ''
  const caption = plain(picture.caption, page.writing) + reduced
  return html`<div class="figure">
    <div class="picture">
      <img src="${shown.uri}" alt="${plain(picture.alternative, page.writing)}" />${frameHtml(picture)}
    </div>
    <p class="caption">${caption}</p>
  </div>`
}

function frameHtml(picture: Picture): Markup {
  const { frame, width, height, shape } = picture
  if (!frame) return html``
  if (shape) return drawingHtml(picture)
  const share = (part: number, whole: number) => `${((100 * part) / whole).toFixed(3)}%`
  const style = `left:${share(frame.x, width)};top:${share(frame.y, height)};width:${share(frame.width, width)};height:${share(frame.height, height)}`
  return html`<div class="region" style="${style}"></div>`
}

function signature(block: Extract<Block, { readonly block: 'signature' }>, page: Page): Markup {
  const lines = block.lines.map((line) => html`<p>${inlineHtml(line, page.writing)}</p>`)
  const blanks = block.blanks.map((blank) => html`<p>${inlineHtml(blank, page.writing)}</p>`)
  return html`<section class="signing" id="${signatureAnchor}">
    <a class="field" href="#${signatureAnchor}"
      ><p class="headline">${inlineHtml(block.heading, page.writing)}</p>
      ${lines}</a
    >
    <div class="blanks">${blanks}</div>
  </section>`
}
