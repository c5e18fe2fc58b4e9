import type { CaptionDraft, CaseDraft, ClipDraft, FileClaim } from './case-draft.ts'

/** A file of the folder and the place it gets in the bundle. */
export interface PlannedFile {
  /** Path in the folder, with slashes. */
  readonly source: string
  readonly path: string
  readonly mediaType: string
  /** What the case file says of its bytes, and where it says so. */
  readonly claim?: FileClaim & { readonly field: string }
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
  mediaType: null,
  size: null,
  sha256: null,
  device: { id: '', serial: '', model: '' },
  startedAt: null,
  clockOffsetMs: null,
  clockSource: '',
  events: [],
}

/** Order and names in the bundle: what the case file lists first, then what else is there; `missing`: listed, not there. */
export function planBundle(
  names: readonly string[],
  draft: CaseDraft,
): { readonly plan: BundlePlan; readonly missing: string | undefined } {
  const left = new Set(names)
  const missing: string[] = []
  const taken = <T extends FileClaim & { readonly name: string }>(list: readonly T[], field: string) =>
    list.flatMap((about, i) => {
      const source = find(about.name, left)
      if (source === undefined) missing.push(`${field}[${i}]`)
      else left.delete(source)
      return source === undefined ? [] : [{ source, about, claim: { ...about, field: `${field}[${i}]` } }]
    })
  const clips = taken(draft.clips, 'clips')
  const captions = taken(draft.captions, 'captions')
  const files = taken(draft.files, 'files')
  const plan = placed(clips, captions, files, [...left].sort())
  // A caption is never put to a clip that nobody named: it would be read as that clip's words.
  const homeless = captions.findIndex(
    ({ source }) => !plan.captions.some((caption) => caption.source === source),
  )
  return { plan, missing: missing[0] ?? (homeless < 0 ? undefined : `captions[${homeless}].clip`) }
}

type Claimed = Pick<PlannedFile, 'claim'>
type Taken<T> = readonly ({ readonly source: string; readonly about: T } & Claimed)[]

function placed(
  listed: Taken<ClipDraft>,
  captions: Taken<CaptionDraft>,
  files: Taken<{ readonly mediaType: string | null }>,
  others: readonly string[],
): BundlePlan {
  const more = others.filter(isVideo).map((source) => ({ source, about: { ...unknownClip, name: source } }))
  const clips = [...listed, ...more].map(({ source, about, ...claimed }, i) => ({
    ...place('clips', source, i),
    ...(about.mediaType === null ? {} : { mediaType: about.mediaType }),
    ...claimed,
    draft: about,
  }))
  const loose = others
    .filter((name) => !isVideo(name))
    .map((source) => ({ source, caption: captionByName(source, clips) }))
  const told = captions.map(({ source, about: { clip, language }, ...claimed }) => ({
    source,
    clip,
    language,
    ...claimed,
  }))
  const guessed = loose.flatMap(({ source, caption }) => (caption ? [{ source, ...caption }] : []))
  const rest = loose
    .filter(({ caption }) => !caption)
    .map(({ source }) => ({ source, about: { mediaType: null } }))
  return {
    clips,
    captions: placeCaptions([...told, ...guessed], clips),
    files: [...files, ...rest].map(({ source, about, ...claimed }, i) => ({
      ...place('files', source, i),
      ...(about.mediaType === null ? {} : { mediaType: about.mediaType }),
      ...claimed,
    })),
  }
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

/** Whether a file of that name becomes a clip when nobody says what it is. */
export function isVideo(name: string): boolean {
  const type = mediaTypes[endingOf(name)] ?? ''
  return type.startsWith('video/') || type === 'application/mxf'
}

function place(folder: string, source: string, index: number): PlannedFile {
  const ending = endingOf(source)
  const path = `${folder}/${String(index + 1).padStart(4, '0')}.${ending}`
  return { source, path, mediaType: mediaTypes[ending] ?? 'application/octet-stream' }
}

/** `name.de.vtt` or `name.vtt` beside `name.mp4`. */
function captionByName(
  source: string,
  clips: BundlePlan['clips'],
): Pick<CaptionDraft, 'clip' | 'language'> | undefined {
  const match = /^(.*?)(?:\.([a-z]{2,3}))?\.vtt$/i.exec(source)
  if (!match) return undefined
  const stem = match[1] ?? ''
  const clip = clips.find((one) => one.source.replace(/\.[^.]*$/, '') === stem)
  return clip && { clip: clip.source, language: match[2]?.toLowerCase() ?? 'und' }
}

function placeCaptions(
  captions: readonly (Claimed & Pick<CaptionDraft, 'clip' | 'language'> & { readonly source: string })[],
  clips: BundlePlan['clips'],
): BundlePlan['captions'] {
  const used = new Set<string>()
  return captions.flatMap(({ source, clip, language, ...claimed }) => {
    const target = clipFor(source, clip, clips)
    if (!target) return []
    const tag = /^[a-z]{2,3}$/i.test(language) ? language.toLowerCase() : 'und'
    const path = freePath(target.path.replace(/^clips\//, 'captions/').replace(/\.[^.]*$/, ''), tag, used)
    used.add(path)
    return [{ source, path, mediaType: 'text/vtt', clip: target.path, language: tag, ...claimed }]
  })
}

/** The clip a caption names: by its name, or its place in the bundle; without a name by the caption's own, or the only one. */
function clipFor(
  source: string,
  clip: string,
  clips: BundlePlan['clips'],
): BundlePlan['clips'][number] | undefined {
  const wanted = clip === '' ? (captionByName(source, clips)?.clip ?? clips[0]?.source ?? '') : clip
  if (clip === '' && clips.length > 1 && !captionByName(source, clips)) return undefined
  const found = find(wanted, new Set(clips.map((one) => one.source)))
  return clips.find((one) => one.source === found) ?? clips.find(({ path }) => path === wanted)
}

function freePath(stem: string, tag: string, used: ReadonlySet<string>): string {
  for (let count = 2, path = `${stem}.${tag}.vtt`; ; path = `${stem}-${count++}.${tag}.vtt`)
    if (!used.has(path)) return path
}
