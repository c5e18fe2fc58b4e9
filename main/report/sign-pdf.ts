import type { SigningIdentity } from '../core/signing.ts'
import { offsetPlaceholder, signatureRoom } from './signature-field.ts'

/**
 * Signs the finished file (PAdES baseline B-B, EN 319 142-1): the CMS covers every byte but its own hexadecimal
 * digits, and carries no signing time; the claimed time stands in the signature dictionary.
 */
export async function signPdf(finished: Uint8Array, identity: SigningIdentity): Promise<Uint8Array> {
  const file = Buffer.from(finished)
  const digits = Buffer.from(`/Contents <${'0'.repeat(2 * signatureRoom)}>`, 'latin1')
  const start = file.indexOf(digits) + '/Contents '.length
  const end = start + 2 * signatureRoom + 2
  if (file.indexOf(digits) < 0 || file.indexOf(digits, start) >= 0)
    throw new TypeError('no single signature field')
  writeByteRange(file, [0, start, end, file.length - end])
  const cms = await identity.signCms(Buffer.concat([file.subarray(0, start), file.subarray(end)]))
  if (cms.length > signatureRoom) throw new RangeError(`a signature of ${cms.length} bytes does not fit`)
  file.write(Buffer.from(cms).toString('hex'), start + 1, 'latin1')
  return file
}

function writeByteRange(file: Buffer, range: readonly number[]): void {
  const placeholder = `/ByteRange [ 0 ${offsetPlaceholder} ${offsetPlaceholder} ${offsetPlaceholder} ]`
  const at = file.indexOf(placeholder, 0, 'latin1')
  if (at < 0) throw new TypeError('no byte range to fill')
  file.write(`/ByteRange [ ${range.join(' ')} ]`.padEnd(placeholder.length), at, 'latin1')
}
