import { createPublicKey, generateKeyPairSync, sign, verify, type KeyObject } from 'node:crypto'
import type { SessionKey } from '../core/signing.ts'

/** A fresh P-256 key that lives in this process only. */
export function makeSessionKey(): SessionKey {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' })
  let key: KeyObject | undefined = privateKey
  return {
    publicKey: new Uint8Array(publicKey.export({ type: 'spki', format: 'der' })),
    sign: (bytes) => {
      if (!key) throw new Error('the session key is gone')
      return new Uint8Array(sign('sha256', bytes, { key, dsaEncoding: 'ieee-p1363' }))
    },
    forget: () => {
      key = undefined
    },
  }
}

/** Whether the 64 bytes r‖s are the P-256 key's signature over the SHA-256 of the bytes. False for anything odd. */
export function verifySession(
  publicKeySpki: Uint8Array,
  bytes: Uint8Array,
  signature64: Uint8Array,
): boolean {
  if (signature64.length !== 64) return false
  try {
    const key = sessionKeyFrom(publicKeySpki)
    return key !== undefined && verify('sha256', bytes, { key, dsaEncoding: 'ieee-p1363' }, signature64)
  } catch {
    return false
  }
}

/** Keys already read, by their bytes' identity: a session has thousands of entries, and reading its key takes longer than checking one. */
const keys = new WeakMap<Uint8Array, KeyObject>()

function sessionKeyFrom(spki: Uint8Array): KeyObject | undefined {
  const known = keys.get(spki)
  if (known) return known
  const key = createPublicKey({ key: Buffer.from(spki), format: 'der', type: 'spki' })
  if (key.asymmetricKeyType !== 'ec' || key.asymmetricKeyDetails?.namedCurve !== 'prime256v1')
    return undefined
  keys.set(spki, key)
  return key
}
