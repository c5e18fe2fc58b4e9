import type { CaptionDraft, CaseDraft, ClipDraft } from './case-draft.ts'

/** A file of the folder and the place it gets in the bundle. */
export interface PlannedFile {
  /** Path in the folder, with slashes. */
  readonly source: string
  readonly path: string
  readonly mediaType: string
}

export interface BundlePlan {
  readonly clips: readonly (PlannedFile & { readonly draft: ClipDraft })[]
  readonly captions: readonly (PlannedFile & { readonly clip: string; readonly language: string })[]
  readonly files: readonly PlannedFile[]
}

const mediaTypes: Readonly<Record<string, string>> = {
  mp4: 'video/mp4',
  m4v: 'video/mp4',
  mov: 'video/quicktime',
  mkv: 'video/x-matroska',
  webm: 'video/webm',
  avi: 'video/x-msvideo',
  mpg: 'video/mpeg',
  mpeg: 'video/mpeg',
  ts: 'video/mp2t',
  mts: 'video/mp2t',
  m2ts: 'video/mp2t',
  '3gp': 'video/3gpp',
  wmv: 'video/x-ms-wmv',
  asf: 'video/x-ms-asf',
  mxf: 'application/mxf',
  vtt: 'text/vtt',
  pdf: 'application/pdf',
  txt: 'text/plain',
  md: 'text/markdown',
  csv: 'text/csv',
  json: 'application/json',
  xml: 'application/xml',
  gpx: 'application/gpx+xml',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  png: 'image/png',
  wav: 'audio/wav',
  mp3: 'audio/mpeg',
  m4a: 'audio/mp4',
  log: 'text/plain',
}

const unknownClip: Omit<ClipDraft, 'name'> = {
  device: { id: '', serial: '', model: '' },
  startedAt: null,
  clockOffsetMs: null,
  clockSource: '',
  events: [],
}

/** Order and names in the bundle: clips as the case file lists them, then what else is there; undefined `missing` when all is there. */
export function planBundle(
  names: readonly string[],
  draft: CaseDraft,
): { readonly plan: BundlePlan; readonly missing: string | undefined } {
  const left = new Set(names)
  const missing: string[] = []
  const take = (wanted: string, field: string): string | undefined => {
    const found = find(wanted, left)
    if (found === undefined) missing.push(field)
    else left.delete(found)
    return found
  }
  const listed = draft.clips.flatMap((clip, i) => named(take(clip.name, `clips[${i}]`), clip))
  const captions = draft.captions.flatMap((caption, i) =>
    named(take(caption.name, `captions[${i}]`), caption),
  )
  const files = draft.files.flatMap((file, i) => named(take(file.name, `files[${i}]`), file))
  const others = [...left].sort()
  const moreClips = others
    .filter(isVideo)
    .map((source) => ({ source, about: { ...unknownClip, name: source } }))
  const clips = [...listed, ...moreClips].map(({ source, about }, i) => ({
    ...place('clips', source, i),
    draft: about,
  }))
  const spare = others
    .filter((name) => !isVideo(name))
    .map((source) => ({ source, about: { mediaType: null } }))
  const loose = spare.map(({ source, about }) => ({ source, about, caption: captionByName(source, clips) }))
  return {
    plan: {
      clips,
      captions: placeCaptions(
        [
          ...captions.map(({ source, about }) => ({ source, ...about })),
          ...loose.flatMap(({ source, caption }) => (caption ? [{ source, ...caption }] : [])),
        ],
        clips,
      ),
      files: [...files, ...loose.filter(({ caption }) => !caption)].map(({ source, about }, i) => ({
        ...place('files', source, i),
        ...(about.mediaType === null ? {} : { mediaType: about.mediaType }),
      })),
    },
    missing: missing[0],
  }
}

function named<T>(source: string | undefined, about: T): { source: string; about: T }[] {
  return source === undefined ? [] : [{ source, about }]
}

/** The file by its path in the folder, else by its bare name when only one has it. */
function find(wanted: string, names: ReadonlySet<string>): string | undefined {
  const path = wanted.replaceAll('\\', '/').normalize('NFC')
  const same = [...names].filter((name) => name.normalize('NFC') === path)
  const bare = [...names].filter((name) => name.normalize('NFC').split('/').at(-1) === path.split('/').at(-1))
  return same[0] ?? (bare.length === 1 ? bare[0] : undefined)
}

function endingOf(name: string): string {
  const ending = /\.([A-Za-z0-9]{1,8})$/.exec(name)?.[1]
  return ending ? ending.toLowerCase() : 'bin'
}

function isVideo(name: string): boolean {
  const type = mediaTypes[endingOf(name)] ?? ''
  return type.startsWith('video/') || type === 'application/mxf'
}

function place(folder: string, source: string, index: number): PlannedFile {
  const ending = endingOf(source)
  const path = `${folder}/${String(index + 1).padStart(4, '0')}.${ending}`
  return { source, path, mediaType: mediaTypes[ending] ?? 'application/octet-stream' }
}

/** `name.de.vtt` or `name.vtt` beside `name.mp4`. */
function captionByName(source: string, clips: BundlePlan['clips']): Omit<CaptionDraft, 'name'> | undefined {
  const match = /^(.*?)(?:\.([a-z]{2,3}))?\.vtt$/i.exec(source)
  if (!match) return undefined
  const stem = match[1] ?? ''
  const clip = clips.find((one) => one.source.replace(/\.[^.]*$/, '') === stem)
  return clip && { clip: clip.source, language: match[2]?.toLowerCase() ?? 'und' }
}

function placeCaptions(
  captions: readonly { readonly source: string; readonly clip: string; readonly language: string }[],
  clips: BundlePlan['clips'],
): BundlePlan['captions'] {
  const used = new Set<string>()
  return captions.flatMap(({ source, clip, language }) => {
    const known = new Map(clips.map((one) => [one.source, one]))
    const target =
      known.get(find(clip, new Set(known.keys())) ?? '') ??
      clips.find(({ path }) => path === clip) ??
      clips[0]
    if (!target) return []
    const tag = /^[a-z]{2,3}$/i.test(language) ? language.toLowerCase() : 'und'
    const stem = target.path.replace(/^clips\//, 'captions/').replace(/\.[^.]*$/, '')
    const path =
      [`${stem}.${tag}.vtt`, ...Array.from({ length: 99 }, (_, i) => `${stem}-${i + 2}.${tag}.vtt`)].find(
        (one) => !used.has(one),
      ) ?? ''
    used.add(path)
    return [{ source, path, mediaType: 'text/vtt', clip: target.path, language: tag }]
  })
}
