import { z } from 'zod'

// The window's policy forbids eval, and main needs no generated code either.
z.config({ jitless: true })

/** Turns what came over the border into a request, or throws: a malformed request is a defect, never a user's mistake. */
export type Decode<T> = (value: unknown) => T

type Request<Call> = Call extends (...given: infer G) => unknown
  ? G extends [infer R]
    ? R
    : undefined
  : never

/** One decoder a call of a part of the contract; a call without one does not exist. */
export type Requests<Calls> = { readonly [K in keyof Calls]: Decode<Request<Calls[K]>> }

export function decoder<T>(schema: z.ZodType<T>): Decode<T> {
  return (value) => schema.parse(value)
}

// The words that several parts use.
export const nothing = z.undefined()
export const count = z.number().int().min(0).max(Number.MAX_SAFE_INTEGER)
export const clip = z.number().int().min(1).max(100_000)
export const seq = z.number().int().min(1).max(Number.MAX_SAFE_INTEGER)
export const path = z.string().min(1).max(32_767)
export const reason = z.string().max(2_000)
export const language = z.string().regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/)
