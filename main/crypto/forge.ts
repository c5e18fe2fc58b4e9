import forge from 'node-forge'

declare module 'node-forge' {
  namespace asn1 {
    function fromDer(
      bytes: Bytes,
      options: {
        readonly strict: boolean
        readonly parseAllBytes: boolean
        readonly decodeBitStrings: boolean
      },
    ): Asn1
  }
}

/** The one place that loads node-forge; all others take it from here. */
export { forge }

export type Asn1 = forge.asn1.Asn1

/** forge speaks "binary strings": one character a byte. */
export function toBinary(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1')
}

export function fromBinary(text: string): Uint8Array {
  return new Uint8Array(Buffer.from(text, 'latin1'))
}

/** Bytes of an ASN.1 value as forge prints it (DER). */
export function printDer(value: Asn1): Uint8Array {
  return fromBinary(forge.asn1.toDer(value).getBytes())
}

/** The value of DER bytes; throws what forge throws. Bit strings stay bytes. */
export function parseWithForge(bytes: Uint8Array): Asn1 {
  return forge.asn1.fromDer(toBinary(bytes), { strict: true, parseAllBytes: true, decodeBitStrings: false })
}
