import { fromUtf8 } from '../core/bytes.ts'
import { plainTrust, type NamedFile } from './trust.ts'

/** A file of a trust folder that adds nothing to the trust, and why. */
export interface UnreadFile {
  readonly name: string
  readonly reason: 'privateKey' | 'notACertificate' | 'notAList' | 'otherKind'
}

/** Files of a trust folder that were meant to count, it seems, and do not: whoever trusts must know of them. */
export function unreadFiles(files: readonly NamedFile[]): readonly UnreadFile[] {
  return files.filter(({ name }) => !isBeside(name)).flatMap((file) => whyUnread(file) ?? [])
}

/** The signed trust file, notes, and what systems put into folders by themselves. */
function isBeside(name: string): boolean {
  return /^(?:trust\.(?:json|p7s)|\..*|desktop\.ini|thumbs\.db|.*\.(?:txt|md))$/i.test(name)
}

function whyUnread(file: NamedFile): UnreadFile | undefined {
  const { name, bytes } = file
  const { anchors, crls } = plainTrust([file])
  const head = fromUtf8(bytes) ?? ''
  const parts = head.match(/-----BEGIN (?:TRUSTED )?(?:CERTIFICATE|X509 CRL)-----/g)?.length ?? 1
  // A PEM file may hold many; one that cannot be read is as missing as a file.
  if (anchors.length + crls.length >= parts) return undefined
  if (head.includes('PRIVATE KEY-----')) return { name, reason: 'privateKey' }
  if (/\.crl$/i.test(name)) return { name, reason: 'notAList' }
  return { name, reason: /\.(?:pem|crt|cer|der)$/i.test(name) ? 'notACertificate' : 'otherKind' }
}
