import type { Shape } from '../annotation/shape.ts'
import type { TimeBase } from '../clip/frame-table.ts'
import type { State } from '../seal/finding.ts'

/**
 * A piece of a line. Plain strings are printed as recorded; everything that looks different in another language
 * is still a value here, so that one list of blocks prints in any language.
 */
export type Inline =
  | string
  | { readonly phrase: string; readonly facts?: Readonly<Record<string, Inline>> }
  /** A frame number: digits only, never with a sign that could be a decimal one. */
  | { readonly frame: number }
  | { readonly count: number }
  /** A word of the office's own, by language tag. */
  | { readonly wordIn: Readonly<Record<string, string>> }
  | { readonly bytes: number }
  /** RFC 3339, UTC: printed in the report's time zone with its offset. */
  | { readonly instant: string }
  /** RFC 3339, UTC: printed as a calendar day. */
  | { readonly day: string }
  /** RFC 3339: printed with the offset that was recorded. */
  | { readonly recorded: string }
  | { readonly ticks: number; readonly timeBase: TimeBase }
  | { readonly hash: string }
  | { readonly strong: Inline }
  | { readonly faint: Inline }
  /** Shape, colour and word of a state; the word may be a nearer one. */
  | { readonly state: State; readonly label?: Inline }
  /** One after the other, with nothing between. */
  | { readonly join: readonly Inline[] }
  /** Where the same thing stands elsewhere in the report. */
  | { readonly link: string; readonly text: Inline }

export type Tone = 'good' | 'unsure' | 'bad'

export interface Row {
  readonly label: Inline
  /** One line each. */
  readonly lines: readonly Inline[]
}

export interface Picture {
  /** Entry whose still it is. */
  readonly entry: number
  readonly width: number
  readonly height: number
  /** Drawn over the picture, in its own pixels. */
  readonly frame: {
    readonly x: number
    readonly y: number
    readonly width: number
    readonly height: number
  } | null
  /** Drawn in place of the frame's rectangle, in the same pixels. */
  readonly shape?: Shape
  readonly alternative: Inline
  readonly caption: Inline
}

/** What the report consists of, in reading order: the one source of PDF, preview and contents. */
export type Block =
  | { readonly block: 'letterhead'; readonly office: readonly string[]; readonly references: readonly Row[] }
  | { readonly block: 'title'; readonly title: Inline; readonly subtitle: Inline }
  | {
      readonly block: 'verdict'
      readonly tone: Tone
      readonly heading: Inline
      readonly text: readonly Inline[]
    }
  | { readonly block: 'notice'; readonly text: Inline }
  | { readonly block: 'contents' }
  | { readonly block: 'heading'; readonly id: string; readonly number: string; readonly text: Inline }
  | { readonly block: 'paragraph'; readonly text: Inline }
  /** Never alone at the foot of a page. */
  | { readonly block: 'opening'; readonly text: Inline }
  | { readonly block: 'rows'; readonly rows: readonly Row[] }
  | {
      readonly block: 'table'
      readonly name: string
      readonly columns: readonly Inline[]
      readonly rows: readonly (readonly Inline[])[]
    }
  | { readonly block: 'list'; readonly items: readonly Inline[] }
  | { readonly block: 'verbatim'; readonly label: Inline; readonly text: string }
  | StatementBlock
  | {
      readonly block: 'signature'
      readonly heading: Inline
      readonly lines: readonly Inline[]
      readonly blanks: readonly Inline[]
    }

export interface StatementBlock {
  readonly block: 'statement'
  readonly id: string
  readonly number: string
  readonly heading: Inline
  readonly kind: Inline
  /** The reviewer's words, verbatim. */
  readonly text: string
  readonly pictures: readonly Picture[]
  readonly place: readonly Row[]
  readonly proof: readonly Row[]
}

/** The phrase `report.<key>`. */
export function say(key: string, facts?: Readonly<Record<string, Inline>>): Inline {
  return facts ? { phrase: `report.${key}`, facts } : { phrase: `report.${key}` }
}

export function row(label: string, ...lines: readonly (Inline | null)[]): Row {
  return {
    label: say(`label.${label}`),
    lines: lines.filter((line) => line !== null && line !== '') as Inline[],
  }
}

/** Rows that have something to say. */
export function rows(...all: readonly Row[]): Block {
  return { block: 'rows', rows: all.filter((one) => one.lines.length > 0) }
}

export function join(...parts: readonly Inline[]): Inline {
  return { join: parts }
}
