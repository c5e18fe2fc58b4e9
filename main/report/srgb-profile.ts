/** Columns of sRGB's primaries in the connection space (D50), from IEC 61966-2-1 by Bradford adaptation. */
const primaries = {
  rXYZ: [0.43607, 0.22249, 0.01392],
  gXYZ: [0.38515, 0.71687, 0.09708],
  bXYZ: [0.14307, 0.06061, 0.7141],
} as const
const white = [0.9642, 1, 0.82491] as const

/** An sRGB display profile (ICC.1:2001-04, version 2.1), computed here so that no foreign file is shipped. */
export function srgbProfile(): Uint8Array {
  const curve = curveTag()
  const tags: readonly (readonly [string, Buffer])[] = [
    ['desc', descriptionTag('sRGB, computed')],
    ['cprt', Buffer.concat([type('text'), Buffer.from('No copyright\0', 'latin1')])],
    ['wtpt', xyzTag(white)],
    ...Object.entries(primaries).map(([name, column]) => [name, xyzTag(column)] as const),
    ['rTRC', curve],
    ['gTRC', curve],
    ['bTRC', curve],
  ]
  const start = 128 + 4 + 12 * tags.length
  const table = Buffer.alloc(start - 128)
  table.writeUInt32BE(tags.length)
  const bodies: Buffer[] = []
  let at = start
  tags.forEach(([name, body], index) => {
    const padded = Buffer.concat([body, Buffer.alloc((4 - (body.length % 4)) % 4)])
    table.write(name, 4 + 12 * index, 'latin1')
    table.writeUInt32BE(at, 8 + 12 * index)
    table.writeUInt32BE(body.length, 12 + 12 * index)
    bodies.push(padded)
    at += padded.length
  })
  return Buffer.concat([header(at), table, ...bodies])
}

function header(size: number): Buffer {
  const bytes = Buffer.alloc(128)
  bytes.writeUInt32BE(size, 0)
  bytes.writeUInt32BE(0x02100000, 8)
  bytes.write('mntrRGB XYZ ', 12, 'latin1')
  const created = [2026, 1, 1, 0, 0, 0]
  created.forEach((part, index) => bytes.writeUInt16BE(part, 24 + 2 * index))
  bytes.write('acsp', 36, 'latin1')
  xyz(white).copy(bytes, 68)
  return bytes
}

function type(name: string): Buffer {
  return Buffer.from(`${name}\0\0\0\0`, 'latin1')
}

function xyz(values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(12)
  values.forEach((value, index) => bytes.writeInt32BE(Math.round(value * 65536), 4 * index))
  return bytes
}

function xyzTag(values: readonly number[]): Buffer {
  return Buffer.concat([type('XYZ '), xyz(values)])
}

/** 1,024 samples of the sRGB transfer function. */
function curveTag(): Buffer {
  const bytes = Buffer.alloc(12 + 2048)
  type('curv').copy(bytes)
  bytes.writeUInt32BE(1024, 8)
  for (let index = 0; index < 1024; index++) {
    const value = index / 1023
    const linear = value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
    bytes.writeUInt16BE(Math.round(linear * 65535), 12 + 2 * index)
  }
  return bytes
}

/** textDescriptionType with empty Unicode and ScriptCode parts. */
function descriptionTag(text: string): Buffer {
  const ascii = Buffer.from(`${text}\0`, 'latin1')
  const length = Buffer.alloc(4)
  length.writeUInt32BE(ascii.length)
  return Buffer.concat([type('desc'), length, ascii, Buffer.alloc(8 + 2 + 1 + 67)])
}
