import { constants } from 'node:crypto'
import { fromBinary, forge, toBinary } from './forge.ts'
import { startDigest, type DigestName } from './hash.ts'
import type { PssParameters } from './signature-algorithm.ts'

/** node:crypto's number for PSS padding. */
export const PSS_PADDING = constants.RSA_PKCS1_PSS_PADDING

const sizes: Readonly<Partial<Record<DigestName, readonly [digest: number, block: number]>>> = {
  'SHA-1': [20, 64],
  'SHA-224': [28, 64],
  'SHA-256': [32, 64],
  'SHA-384': [48, 128],
  'SHA-512': [64, 128],
  'SHA3-224': [28, 144],
  'SHA3-256': [32, 136],
  'SHA3-384': [48, 104],
  'SHA3-512': [64, 72],
}

/** forge's PSS scheme over our digests: forge itself has no SHA-3. */
export function forgePss(parameters: PssParameters): forge.pss.PSS {
  const mgf: unknown = forge.mgf.mgf1.create(messageDigest(parameters.mgfDigest))
  return forge.pss.create({ md: messageDigest(parameters.digest), mgf, saltLength: parameters.saltLength })
}

function messageDigest(name: DigestName): forge.md.MessageDigest {
  const size = sizes[name]
  if (!size) throw new TypeError(`no digest ${name}`)
  let running = startDigest(name)
  const md = {
    algorithm: name,
    digestLength: size[0],
    blockLength: size[1],
    messageLength: 0,
    start: () => {
      running = startDigest(name)
      return md
    },
    update: (text: string) => {
      running?.update(fromBinary(text))
      return md
    },
    digest: () => forge.util.createBuffer(toBinary(running?.digest() ?? new Uint8Array())),
  }
  return md as unknown as forge.md.MessageDigest
}
