/** Four-letter codes of MP4, MOV and AVI by the name that ffprobe gives the codec. */
const fourCharacterCodes: Readonly<Record<string, string>> = {
  avc1: 'h264',
  avc3: 'h264',
  h264: 'h264',
  hvc1: 'hevc',
  hev1: 'hevc',
  hevc: 'hevc',
  vp08: 'vp8',
  vp80: 'vp8',
  vp09: 'vp9',
  vp90: 'vp9',
  av01: 'av1',
  mp4v: 'mpeg4',
  xvid: 'mpeg4',
  divx: 'mpeg4',
  dx50: 'mpeg4',
  fmp4: 'mpeg4',
  div3: 'msmpeg4v3',
  mp43: 'msmpeg4v3',
  mp42: 'msmpeg4v2',
  jpeg: 'mjpeg',
  mjpg: 'mjpeg',
  mjpa: 'mjpeg',
  m2v1: 'mpeg2video',
  apcn: 'prores',
  apch: 'prores',
  apcs: 'prores',
  apco: 'prores',
  ap4h: 'prores',
  cvid: 'cinepak',
  iv50: 'indeo5',
  dvsd: 'dvvideo',
  ffv1: 'ffv1',
}

const matroskaNames: Readonly<Record<string, string>> = {
  'V_MPEG4/ISO/AVC': 'h264',
  'V_MPEGH/ISO/HEVC': 'hevc',
  V_VP8: 'vp8',
  V_VP9: 'vp9',
  V_AV1: 'av1',
  V_MJPEG: 'mjpeg',
  'V_MPEG4/ISO/ASP': 'mpeg4',
  V_MPEG2: 'mpeg2video',
}

/** ffprobe's name for a four-letter code, else the code itself; never empty. */
export function codecOfFourCharacters(code: string): string {
  return fourCharacterCodes[code.toLowerCase()] ?? printable(code)
}

/** ffprobe's name for a Matroska codec, else the codec's own name; never empty. */
export function codecOfMatroska(name: string, fourCharacters: string): string {
  if (name === 'V_MS/VFW/FOURCC') return codecOfFourCharacters(fourCharacters)
  return matroskaNames[name] ?? printable(name)
}

/** A code from the evidence goes on screen and into reports: nothing but plain letters passes. */
function printable(code: string): string {
  const plain = code.replaceAll(/[^A-Za-z0-9_/.-]/g, '')
  return plain === '' ? 'unknown' : plain
}
