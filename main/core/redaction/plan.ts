import { isPlain } from '../annotation/rules.ts'
import type { Region } from '../annotation/annotation.ts'
import { fail, ok, type Result } from '../result.ts'

/** Why something is hidden, as the log will say it. */
export interface Ground {
  readonly reason: string
  readonly legalBasis: string
}

/** A place in the coded picture at one frame. */
export interface MaskKey extends Region {
  readonly frame: number
}

/** Hidden from frame `from` to frame `to`, both counted; between two keys the place moves in a straight line. */
export interface Mask extends Ground {
  readonly from: number
  readonly to: number
  /** Rising by frame, at least one. */
  readonly keys: readonly MaskKey[]
}

/** Sound that is taken out while these frames are shown. */
export interface Mute extends Ground {
  readonly from: number
  readonly to: number
}

export interface RedactionPlan {
  readonly masks: readonly Mask[]
  readonly mutes: readonly Mute[]
}

/** What of a clip bounds a plan. */
interface Bounds {
  readonly frames: number
  readonly width: number
  readonly height: number
}

/** The plan, or the place at which it is not one: nothing is left out silently that somebody wanted hidden. */
export function parsePlan(text: string, clip: Bounds): Result<RedactionPlan, { readonly place: string }> {
  const value = json(text)
  if (!isObject(value) || value['format'] !== 'asservat-redaction-plan/1') return fail({ place: 'format' })
  const strange = Object.keys(value).find((name) => !['format', 'masks', 'mutes'].includes(name))
  if (strange !== undefined) return fail({ place: strange })
  const [masks, mutes] = [listOf(value['masks']), listOf(value['mutes'])]
  if (!masks) return fail({ place: 'masks' })
  if (!mutes) return fail({ place: 'mutes' })
  const badMask = masks.findIndex((mask) => !isMask(mask, clip))
  if (badMask >= 0) return fail({ place: `masks[${badMask + 1}]` })
  const badMute = mutes.findIndex((mute) => !isSpan(mute, ['from', 'to', 'reason', 'legalBasis'], clip))
  if (badMute >= 0) return fail({ place: `mutes[${badMute + 1}]` })
  if (masks.length + mutes.length === 0) return fail({ place: 'masks' })
  return ok({ masks: masks as readonly Mask[], mutes: mutes as readonly Mute[] })
}

/**
 * The rectangles to hide in a frame. Rounded outwards to even pixels, so that neither rounding nor the halved colour
 * planes of a video leave an edge. They cover what `regionAt` draws over the frame, which rounds to whole pixels.
 */
export function maskedAt(
  { masks }: Pick<RedactionPlan, 'masks'>,
  frame: number,
  clip: Bounds,
): readonly Region[] {
  return masks
    .filter(({ from, to }) => frame >= from && frame <= to)
    .map(({ keys }) => outwards(between(keys, frame), clip))
}

function between(keys: readonly MaskKey[], frame: number): Region {
  const next = keys.find((key) => key.frame >= frame) ?? keys.at(-1)
  const last = keys.findLast((key) => key.frame <= frame) ?? next
  if (!next || !last) throw new RangeError('a mask without a place')
  const share = next.frame === last.frame ? 0 : (frame - last.frame) / (next.frame - last.frame)
  const at = (name: keyof Region) => last[name] + share * (next[name] - last[name])
  return { x: at('x'), y: at('y'), width: at('width'), height: at('height') }
}

function outwards({ x, y, width, height }: Region, clip: Bounds): Region {
  const [left, right] = span(x, width, clip.width)
  const [top, bottom] = span(y, height, clip.height)
  return { x: left, y: top, width: right - left, height: bottom - top }
}

/** Place and length each rounded, as drawn, may end a pixel behind their sum, as meant: both are covered. */
function span(start: number, length: number, most: number): readonly [number, number] {
  const from = Math.floor(Math.min(start, Math.round(start)) / 2) * 2
  const to = Math.ceil(Math.max(start + length, Math.round(start) + Math.round(length)) / 2) * 2
  return [from, Math.min(most, to)]
}

type Members = { readonly [name: string]: unknown }

function isMask(value: unknown, clip: Bounds): boolean {
  if (!isObject(value) || !isSpan(value, ['from', 'to', 'reason', 'legalBasis', 'keys'], clip)) return false
  const keys = listOf(value['keys'])
  if (!keys || keys.length === 0 || !keys.every((key) => isKey(key, clip))) return false
  const frames = (keys as readonly MaskKey[]).map(({ frame }) => frame)
  return frames.every((frame, index) => index === 0 || frame > (frames[index - 1] ?? frame))
}

function isKey(value: unknown, { frames, width, height }: Bounds): boolean {
  if (!isObject(value) || !hasOnly(value, ['frame', 'x', 'y', 'width', 'height'])) return false
  const [frame, x, y, w, h] = ['frame', 'x', 'y', 'width', 'height'].map((name) => value[name])
  const inside = isCount(x) && isCount(y) && isCount(w) && isCount(h) && w > 0 && h > 0
  return inside && isCount(frame) && frame < frames && x + w <= width && y + h <= height
}

function isSpan(value: unknown, names: readonly string[], { frames }: Bounds): boolean {
  if (!isObject(value) || !hasOnly(value, names)) return false
  const { from, to, reason, legalBasis } = value
  const grounds = isGround(reason) && isGround(legalBasis)
  return grounds && isCount(from) && isCount(to) && from <= to && to < frames
}

/** Every redaction is justified, in words that read the same for everyone. */
function isGround(value: unknown): boolean {
  return typeof value === 'string' && value.trim() !== '' && [...value].length <= 500 && isPlain(value)
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) >= 0
}

function hasOnly(value: Members, names: readonly string[]): boolean {
  return Object.keys(value).every((name) => names.includes(name))
}

function listOf(value: unknown): readonly unknown[] | undefined {
  if (value === undefined) return []
  return Array.isArray(value) && value.length <= 1000 ? value : undefined
}

function isObject(value: unknown): value is Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function json(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}
