import { parseCanonical, type Json } from '../canonical.ts'

export type JsonObject = { readonly [name: string]: Json }

/** An object in canonical JSON with exactly these members: one too few or too many and it is undefined. */
export function parseObject(bytes: Uint8Array, members: readonly string[]): JsonObject | undefined {
  const parsed = parseCanonical(bytes)
  if (!parsed.ok || !isObject(parsed.value)) return undefined
  return hasExactly(parsed.value, members) ? parsed.value : undefined
}

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

export function hasExactly(value: JsonObject, members: readonly string[]): boolean {
  const names = Object.keys(value)
  return names.length === members.length && members.every((name) => names.includes(name))
}

export function textOf(value: Json | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined
}

/** A whole number from 0, or undefined. */
export function countOf(value: Json | undefined): number | undefined {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : undefined
}

export function listOf(value: Json | undefined): readonly Json[] | undefined {
  return Array.isArray(value) ? value : undefined
}
