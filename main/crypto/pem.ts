/** The blocks of a kind in a PEM file, decoded; undefined when the file is no PEM at all. */
export function pemBlocks(bytes: Uint8Array, label: string): readonly Uint8Array[] | undefined {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1')
  if (!text.includes('-----BEGIN ')) return undefined
  const pattern = new RegExp(`-----BEGIN ${label}-----([A-Za-z0-9+/=\\s]*)-----END ${label}-----`, 'g')
  return Array.from(text.matchAll(pattern), (match) => new Uint8Array(Buffer.from(match[1] ?? '', 'base64')))
}

export function toPem(der: Uint8Array, label: string): string {
  const lines =
    Buffer.from(der)
      .toString('base64')
      .match(/.{1,64}/g) ?? []
  return `-----BEGIN ${label}-----\n${lines.join('\n')}\n-----END ${label}-----\n`
}
