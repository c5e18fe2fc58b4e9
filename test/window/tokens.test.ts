import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { root } from '../support/checkout.ts'

const themes = ['light', 'dark'] as const
type Theme = (typeof themes)[number]

const css = readFileSync(join(root, 'renderer', 'ui', 'tokens.css'), 'utf8')

/** The value a token has in a theme: `light-dark(a, b)` holds both, anything else is the same in each. */
function token(name: string, theme: Theme): string {
  const value = new RegExp(`--${name}: ([^;]+);`).exec(css)?.[1] ?? ''
  const both = /^light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)$/.exec(value)
  const colour = both ? both[themes.indexOf(theme) + 1] : value
  if (!/^#[0-9a-f]{6}$/.test(colour ?? ''))
    throw new Error(`--${name} is no colour in the ${theme} theme: ${value}`)
  return colour ?? ''
}

/** Relative luminance, WCAG 2.2. */
function luminance(colour: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5]
    .map((at) => Number.parseInt(colour.slice(at, at + 2), 16) / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4))
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}

function contrast(a: string, b: string): number {
  const [low = 0, high = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y)
  return (high + 0.05) / (low + 0.05)
}

/** Pairs below the ratio, with what they have. */
function below(least: number, pairs: readonly (readonly [string, string])[]): string[] {
  return themes.flatMap((theme) =>
    pairs
      .map(([ink, ground]) => [ink, ground, contrast(token(ink, theme), token(ground, theme))] as const)
      .filter(([, , ratio]) => ratio < least)
      .map(([ink, ground, ratio]) => `${theme}: ${ink} on ${ground} ${ratio.toFixed(2)}`),
  )
}

const grounds = ['ground-0', 'ground-1', 'ground-2', 'ground-3', 'accent-ground']

test('text has 4.5:1 on everything it stands on', () => {
  const inks = ['ink-1', 'ink-2'].flatMap((ink) => grounds.map((ground) => [ink, ground] as const))
  const faint = ['ground-0', 'ground-1', 'ground-2'].map((ground) => ['ink-3', ground] as const)
  const verdicts = ['proven', 'caution', 'broken'].flatMap((tone) =>
    ['ground-0', 'ground-1', `${tone}-ground`].map((ground) => [tone, ground] as const),
  )
  const tones = ['rose', 'teal', 'yellow', 'blue', 'violet', 'sand', 'grey'].flatMap((tone) => [
    ['tone-text', `tone-${tone}-ground`] as const,
    ['tone-ink', `tone-${tone}`] as const,
  ])
  const actions = [
    ['action-ink', 'action'],
    ['action-ink', 'action-hover'],
    ['action-ink', 'action-key-ground'],
  ] as const
  expect(below(4.5, [...inks, ...faint, ...verdicts, ...tones, ...actions])).toEqual([])
})

test('fields, focus rings and verdict shapes have 3:1 against what they stand on', () => {
  expect(
    below(3, [
      ...['ground-0', 'ground-1', 'ground-2'].map((ground) => ['edge', ground] as const),
      ...grounds.map((ground) => ['accent', ground] as const),
      ...['proven', 'caution', 'broken'].map((tone) => [tone, 'ground-1'] as const),
      ['playhead', 'ground-1'],
    ]),
  ).toEqual([])
})

test('the three verdicts stay apart for people who see no red or no green', () => {
  const apart = themes.flatMap((theme) =>
    [protan, deutan].map((eye) => {
      const [proven, caution, broken] = ['proven', 'caution', 'broken'].map((tone) => eye(token(tone, theme)))
      return Math.min(distance(proven, broken), distance(proven, caution))
    }),
  )
  expect(apart.filter((least) => least < 40)).toEqual([])
})

type Colour = readonly [number, number, number]

function linear(colour: string): Colour {
  const [r = 0, g = 0, b = 0] = [1, 3, 5]
    .map((at) => Number.parseInt(colour.slice(at, at + 2), 16) / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4))
  return [r, g, b]
}

/** Viénot, Brettel and Mollon 1999, in linear sRGB. */
function protan(colour: string): Colour {
  const [r, g, b] = linear(colour)
  const yellow = 0.11238 * r + 0.88762 * g
  return [yellow, yellow, 0.00401 * r - 0.00401 * g + b]
}

function deutan(colour: string): Colour {
  const [r, g, b] = linear(colour)
  const yellow = 0.29275 * r + 0.70725 * g
  return [yellow, yellow, -0.02234 * r + 0.02234 * g + b]
}

/** CIE76 in Lab: coarse, and enough for "clearly another colour". */
function distance(a: Colour = [0, 0, 0], b: Colour = [0, 0, 0]): number {
  const [one, other] = [lab(a), lab(b)]
  return Math.hypot(one[0] - other[0], one[1] - other[1], one[2] - other[2])
}

function lab([r, g, b]: Colour): Colour {
  const f = (value: number): number => (value > 0.008856 ? Math.cbrt(value) : 7.787 * value + 16 / 116)
  const x = f((0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.95047)
  const y = f(0.2126 * r + 0.7152 * g + 0.0722 * b)
  const z = f((0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.08883)
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)]
}
