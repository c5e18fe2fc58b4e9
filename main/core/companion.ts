/** What a file of a bundle is, told from its first bytes and from nothing that anybody says of it. */
export type CompanionKind = 'photo' | 'sound' | 'document'

/** How the window gets bytes it may decode; everything else is a document, which it never gets. */
export interface ShownType {
  readonly kind: Exclude<CompanionKind, 'document'>
  readonly mediaType: string
}

const beginnings: readonly (readonly [ShownType, readonly (number | null)[]])[] = [
  [{ kind: 'photo', mediaType: 'image/jpeg' }, [0xff, 0xd8, 0xff]],
  [{ kind: 'photo', mediaType: 'image/png' }, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]],
  [{ kind: 'sound', mediaType: 'audio/wav' }, [...'RIFF', null, null, null, null, ...'WAVE'].map(code)],
  [{ kind: 'sound', mediaType: 'audio/mpeg' }, [...'ID3'].map(code)],
  [{ kind: 'sound', mediaType: 'audio/mpeg' }, [0xff, 0xfb]],
  [{ kind: 'sound', mediaType: 'audio/ogg' }, [...'OggS'].map(code)],
  [{ kind: 'sound', mediaType: 'audio/mp4' }, [null, null, null, null, ...'ftypM4A '].map(code)],
]

function code(letter: string | null): number | null {
  return letter === null ? null : letter.charCodeAt(0)
}

/** How these bytes may be shown; undefined for a document, which is only ever handed out. */
export function shownType(bytes: Uint8Array): ShownType | undefined {
  return beginnings.find(([, beginning]) =>
    beginning.every((byte, i) => byte === null || byte === bytes[i]),
  )?.[0]
}

/** What the sealer calls it: decides how the window offers it, never how its bytes are read. */
export function claimedKind(mediaType: string): CompanionKind {
  if (mediaType === 'image/jpeg' || mediaType === 'image/png') return 'photo'
  return mediaType.startsWith('audio/') ? 'sound' : 'document'
}
