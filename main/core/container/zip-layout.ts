/** One entry of a ZIP directory, as central and local header agree on it. */
export interface ZipEntry {
  readonly name: string
  readonly nameBytes: Uint8Array
  readonly flags: number
  /** 0 stored, 8 deflated (APPNOTE 4.4.5). */
  readonly method: number
  readonly crc32: number
  readonly packedSize: number
  readonly size: number
  /** Where the local header begins. */
  readonly headerOffset: number
  /** Where the data begins. */
  readonly dataOffset: number
}

/** What the canonical writer needs to know of an entry. */
export interface StoredEntry {
  readonly name: string
  readonly crc32: number
  readonly size: number
  readonly headerOffset: number
}

export const signatures = {
  local: 0x04034b50,
  central: 0x02014b50,
  end: 0x06054b50,
  end64: 0x06064b50,
  locator64: 0x07064b50,
} as const

export const LIMIT_16 = 0xffff
export const LIMIT_32 = 0xffffffff

/** Numbers in ZIP are little-endian; 64-bit ones beyond 2^53 come out as Infinity, which no size check passes. */
export class LittleEndian {
  readonly view: DataView

  constructor(bytes: Uint8Array) {
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  }

  u16(at: number): number {
    return this.view.getUint16(at, true)
  }

  u32(at: number): number {
    return this.view.getUint32(at, true)
  }

  u64(at: number): number {
    const value = this.u32(at) + this.u32(at + 4) * 2 ** 32
    return Number.isSafeInteger(value) ? value : Infinity
  }
}

/** Little-endian bytes of numbers, each given with its width. */
export function pack(...fields: readonly (readonly [width: 2 | 4 | 8, value: number])[]): Uint8Array {
  const bytes: number[] = []
  for (const [width, value] of fields) {
    for (let i = 0; i < width; i++) bytes.push(Math.floor(value / 2 ** (8 * i)) % 256)
  }
  return Uint8Array.from(bytes)
}
