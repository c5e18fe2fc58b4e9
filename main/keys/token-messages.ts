import { z } from 'zod'

/** What the process with the manufacturer's library is asked; one at a time, in order. */
export type TokenQuestion =
  | { readonly ask: 'tokens' }
  | { readonly ask: 'certificates'; readonly slot: number }
  /** Without a PIN where the reader has keys of its own. */
  | { readonly ask: 'login'; readonly slot: number; readonly pin: string | null }
  | { readonly ask: 'keys'; readonly slot: number }
  | {
      readonly ask: 'sign'
      readonly slot: number
      readonly key: string
      readonly mechanism: 'RSA' | 'RSA-PSS' | 'ECDSA'
      readonly digest: string
      readonly hash: Uint8Array
      /** For keys that want the PIN before each signature (CKA_ALWAYS_AUTHENTICATE); null: on the reader's own keys. */
      readonly pin?: string | null
    }

const hex = z.string().max(1_024)
const name = z.string().max(128)

const token = z.strictObject({
  slot: z.number(),
  label: name,
  serial: name,
  maker: name,
  /** The reader asks for the PIN on its own keys. */
  ownPinPad: z.boolean(),
  lastTry: z.boolean(),
  locked: z.boolean(),
})
/** A key and the certificate that belongs to it share their CKA_ID. */
const bytes = z.custom<Uint8Array>((value) => value instanceof Uint8Array && value.length < 1 << 20)
const certificate = z.strictObject({ key: hex, label: name, der: bytes })
const key = z.strictObject({ key: hex, label: name, eachTime: z.boolean() })

const trouble = z.strictObject({
  trouble: z.enum(['noLibrary', 'none', 'noKey', 'wrongPin', 'pinLocked', 'pulledOut', 'refused']),
  number: z.string().max(32),
})

/** The process runs foreign code: what it answers is decoded like anything from outside. */
export const answers = {
  tokens: z.union([trouble, z.array(token).max(64)]),
  certificates: z.union([trouble, z.array(certificate).max(256)]),
  login: z.union([trouble, z.null()]),
  keys: z.union([trouble, z.array(key).max(256)]),
  sign: z.union([trouble, bytes]),
} as const

export type Token = z.infer<typeof token>
export type TokenCertificate = z.infer<typeof certificate>
export type TokenKey = z.infer<typeof key>
export type Trouble = z.infer<typeof trouble>

/** The answer to a question, less the troubles. */
export type TokenAnswer<Ask extends TokenQuestion['ask']> = Exclude<z.infer<(typeof answers)[Ask]>, Trouble>
