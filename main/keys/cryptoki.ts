import { createRequire } from 'node:module'

/** The few parts used of koffi's native module: it calls C functions by their address. */
interface Bridge {
  load(path: string): {
    func(name: string, result: string, parameters: readonly string[]): (...words: unknown[]) => number
  }
  proto(result: string, parameters: readonly string[]): unknown
  call(address: bigint, type: unknown, ...words: unknown[]): number
  decode(address: bigint, offset: number, type: string): number | bigint
  address(buffer: Uint8Array): bigint
}

/** Places in CK_FUNCTION_LIST (PKCS#11 v2.40, pkcs11f.h), with what each takes: u is a CK_ULONG, p a pointer, b a byte. */
const functions = {
  C_Initialize: [0, 'p'],
  C_Finalize: [1, 'p'],
  C_GetSlotList: [4, 'bpp'],
  C_GetTokenInfo: [6, 'up'],
  C_OpenSession: [12, 'uuppp'],
  C_CloseSession: [13, 'u'],
  C_Login: [18, 'uupu'],
  C_GetAttributeValue: [24, 'uupu'],
  C_FindObjectsInit: [26, 'upu'],
  C_FindObjects: [27, 'upup'],
  C_FindObjectsFinal: [28, 'u'],
  C_SignInit: [42, 'upu'],
  C_Sign: [43, 'upupp'],
} as const

const kinds: Readonly<Record<string, string>> = { u: 'ulong', p: 'void *', b: 'uchar' }
const windows = process.platform === 'win32'
/** A CK_ULONG is C's unsigned long: four bytes on Windows, also in 64-bit programs. */
export const ulongSize = windows || process.arch === 'ia32' ? 4 : 8
const pointerSize = process.arch === 'ia32' ? 4 : 8
/** On Windows the standard packs its structures to the byte, elsewhere they are aligned. */
const listStart = windows ? 2 : pointerSize

/** A manufacturer's PKCS#11 library; each call answers with the CK_RV, 0 being CKR_OK. */
export interface Cryptoki {
  call(name: keyof typeof functions, ...words: readonly (number | bigint | Uint8Array | null)[]): number
  address(buffer: Uint8Array): bigint
}

/** Loads the library into this process; throws when it is none. @param bridge path of koffi's native module. */
export function loadCryptoki(bridge: string, library: string): Cryptoki {
  const native = loadBridge(bridge)
  const getList = native.load(library).func('C_GetFunctionList', 'ulong', ['void *'])
  const where = slow(pointerSize)
  const answer = getList(where)
  if (answer !== 0) throw new Error(`C_GetFunctionList ${answer}`)
  const list = pointerAt(where, 0)
  const types = new Map<string, unknown>()
  return {
    address: (buffer) => native.address(buffer),
    call(name, ...words) {
      const [place, takes] = functions[name]
      const type =
        types.get(takes) ??
        native.proto(
          'ulong',
          [...takes].map((kind) => kinds[kind] ?? ''),
        )
      types.set(takes, type)
      // Read number by number: Electron allows no buffers over memory that is not its own.
      const at = native.decode(list, listStart + place * pointerSize, 'uintptr_t')
      return native.call(BigInt(at), type, ...words)
    },
  }
}

function loadBridge(path: string): Bridge {
  const loaded: unknown = createRequire(import.meta.url)(path)
  if (!isBridge(loaded)) throw new Error('no bridge to native libraries')
  return loaded
}

function isBridge(value: unknown): value is Bridge {
  return (
    typeof value === 'object' &&
    value !== null &&
    ['load', 'proto', 'call', 'decode', 'address'].every(
      (name) => typeof Reflect.get(value, name) === 'function',
    )
  )
}

/** Memory that never moves, zeroed: small buffers of Node share a pool. */
export function slow(length: number): Buffer {
  return Buffer.allocUnsafeSlow(length).fill(0)
}

function pointerAt(buffer: Buffer, at: number): bigint {
  return pointerSize === 4 ? BigInt(buffer.readUInt32LE(at)) : buffer.readBigUInt64LE(at)
}

export function writeUlong(buffer: Buffer, value: number | bigint, at: number): void {
  if (ulongSize === 4) buffer.writeUInt32LE(Number(value), at)
  else buffer.writeBigUInt64LE(BigInt(value), at)
}

/** A CK_ULONG; -1 ("unavailable") comes out as a number beyond every length. */
export function readUlong(buffer: Buffer, at = 0): number {
  return ulongSize === 4 ? buffer.readUInt32LE(at) : Number(buffer.readBigUInt64LE(at))
}

/** An array of CK_ATTRIBUTE, or one CK_MECHANISM: both are a number, a pointer and a length. */
export function triples(
  cryptoki: Cryptoki,
  values: readonly (readonly [number, Uint8Array | null])[],
): Buffer {
  const [pointer, length] = windows ? [ulongSize, ulongSize + pointerSize] : [pointerSize, 2 * pointerSize]
  const buffer = slow(values.length * tripleSize)
  values.forEach(([type, value], i) => {
    const at = i * tripleSize
    writeUlong(buffer, type, at)
    const address = value === null ? 0n : cryptoki.address(value)
    if (pointerSize === 4) buffer.writeUInt32LE(Number(address), at + pointer)
    else buffer.writeBigUInt64LE(address, at + pointer)
    writeUlong(buffer, value?.length ?? 0, at + length)
  })
  return buffer
}

const tripleSize = windows ? 2 * ulongSize + pointerSize : 3 * pointerSize

/** The length that the library wrote into the i-th triple. */
export function lengthIn(buffer: Buffer, i: number): number {
  return readUlong(buffer, (i + 1) * tripleSize - ulongSize)
}
