import { concatBytes } from '../bytes.ts'

/** An ECDSA signature r‖s of 64 bytes as the DER that notes and openssl use (RFC 3279, 2.2.3). */
export function toDerSignature(signature: Uint8Array): Uint8Array {
  return derSignature(signature.subarray(0, 64))
}

/** An ECDSA signature r‖s of any curve, each half the length, as DER. */
export function derSignature(signature: Uint8Array): Uint8Array {
  const half = signature.length / 2
  const content = concatBytes(derInteger(signature.subarray(0, half)), derInteger(signature.subarray(half)))
  const length = content.length < 0x80 ? [content.length] : [0x81, content.length]
  return concatBytes(Uint8Array.of(0x30, ...length), content)
}

/** r‖s of 64 bytes, or undefined unless the bytes are the one DER spelling of two positive integers. */
export function fromDerSignature(der: Uint8Array): Uint8Array | undefined {
  if (der.length < 8 || der.length > 72) return undefined
  const r = integerAt(der, 2)
  const s = r && integerAt(der, r.end)
  if (!r || !s) return undefined
  const signature = concatBytes(r.value, s.value)
  const again = toDerSignature(signature)
  return again.length === der.length && again.every((byte, i) => byte === der[i]) ? signature : undefined
}

function derInteger(value: Uint8Array): Uint8Array {
  const first = value.findIndex((byte) => byte !== 0)
  const digits = first < 0 ? Uint8Array.of(0) : value.subarray(first)
  const sign = (digits[0] ?? 0) >= 0x80 ? Uint8Array.of(0) : new Uint8Array(0)
  return concatBytes(Uint8Array.of(2, sign.length + digits.length), sign, digits)
}

function integerAt(
  der: Uint8Array,
  at: number,
): { readonly value: Uint8Array; readonly end: number } | undefined {
  const length = der[at + 1] ?? 0
  const end = at + 2 + length
  if (der[at] !== 2 || length < 1 || length > 33 || end > der.length) return undefined
  const digits = der.subarray(length === 33 ? at + 3 : at + 2, end)
  return { value: concatBytes(new Uint8Array(32 - digits.length), digits), end }
}
