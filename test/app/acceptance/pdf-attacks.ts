/** A changed copy of a signed PDF for every way known to lead verifiers astray. */
export function pdfAttacks(pdf: Buffer): Record<string, Buffer> {
  const text = pdf.toString('latin1')
  const [, before = 0, after = 0, rest = 0] = /\/ByteRange \[ ?(\d+) (\d+) (\d+) (\d+)/
    .exec(text)
    ?.slice(1)
    .map(Number) ?? [0, 0, 0, 0]
  const flipped = (at: number): Buffer => {
    const copy = Buffer.from(pdf)
    copy.writeUInt8(copy.readUInt8(at) ^ 1, at)
    return copy
  }
  const joined = (...more: (Buffer | string)[]): Buffer => Buffer.concat(more.map((one) => Buffer.from(one)))
  return {
    'byte-of-page': flipped(5000),
    'byte-before-signature': flipped(before - 50),
    'byte-of-trailer': flipped(pdf.length - 20),
    'claimed-time': flipped(text.indexOf('/M (D:') + 9),
    padding: put(pdf, after - 3, '1'),
    'blank-in-padding': put(pdf, after - 3, ' '),
    'byte-range': put(pdf, text.indexOf(String(rest), text.indexOf('/ByteRange')), '1'),
    appended: joined(pdf, '\n'),
    'end-repeated': joined(pdf, '\n%%EOF\n'),
    prepended: joined(' ', pdf),
    'second-byte-range': joined(pdf, '\n% /ByteRange [0 1 2 3]'),
    'incremental-update': joined(pdf, update(pdf)),
    'cut-by-one': pdf.subarray(0, -1),
    'cut-in-half': pdf.subarray(0, pdf.length >> 1),
  }
}

function put(pdf: Buffer, at: number, sign: string): Buffer {
  const copy = Buffer.from(pdf)
  const other = copy.toString('latin1', at, at + 1) === sign ? '2' : sign
  copy.write(other, at, 'latin1')
  return copy
}

/** One object more, in a correct cross-reference section of its own. */
function update(pdf: Buffer): string {
  const previous = /startxref\s+(\d+)\s+%%EOF\s*$/.exec(pdf.toString('latin1'))?.[1] ?? '0'
  const object = '\n9999 0 obj\n<</Type/Annot>>\nendobj\n'
  const place = String(pdf.length + 1).padStart(10, '0')
  const trailer = `trailer\n<</Size 10000/Prev ${previous}/Root 1 0 R>>\n`
  return `${object}xref\n9999 1\n${place} 00000 n \n${trailer}startxref\n${pdf.length + object.length}\n%%EOF\n`
}
