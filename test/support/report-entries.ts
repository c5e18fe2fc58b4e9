import type { Annotation, AnnotationDraft } from '../../main/core/annotation/annotation.ts'
import type { EntryFacts } from '../../main/core/ledger/entry-facts.ts'
import { clipFacts, clips, digest } from './report-facts.ts'

type Spoken = Pick<AnnotationDraft, 'clip' | 'from' | 'to' | 'kind' | 'category' | 'text'> &
  Partial<AnnotationDraft>

function annotationOf(spoken: Spoken): Annotation {
  const clip = clips[spoken.clip - 1] ?? clipFacts(spoken.clip, 'unknown.mp4', '0')
  return {
    id: `2f0f4f0e-7a53-4a59-8f7c-${digest(spoken.text).slice(0, 12)}`,
    bundle: digest('manifest'),
    clip: { path: clip.path, sha256: clip.sha256, originalName: clip.originalName },
    from: { frame: spoken.from, pts: spoken.from * 9000 },
    to: { frame: spoken.to, pts: spoken.to * 9000 },
    timeBase: { num: 1, den: 241_000 },
    frameTable: digest('table of 217'),
    kind: spoken.kind,
    category: spoken.category,
    text: spoken.text,
    region: spoken.region ?? null,
    chunks: [
      { number: Math.floor(spoken.from / 37), sha256: digest(`chunk ${Math.floor(spoken.from / 37)}`) },
    ],
    deviceTime:
      clip.startedAt === null ? null : `2026-09-14T22:38:0${Math.floor(spoken.from / 27)}.480+02:00`,
    verdict: { indication: 'TOTAL-PASSED', subIndication: null },
  }
}

export function entry(seq: number, kind: EntryFacts['kind'], more: Partial<EntryFacts> = {}): EntryFacts {
  return {
    seq,
    kind,
    time: `2026-11-23T13:${String(10 + seq).padStart(2, '0')}:09.120Z`,
    author: 'Prüfer/in 1',
    hash: digest(`entry ${seq}`),
    annotation: null,
    supersedes: null,
    supersededBy: null,
    withdrawn: false,
    reason: null,
    ...more,
  }
}

const spoken: readonly (Spoken & { readonly seq: number })[] = [
  {
    seq: 4,
    clip: 1,
    from: 57,
    to: 57,
    kind: 'observation',
    category: 'posture',
    text: 'Person A (graue Jacke) hebt beide Hände auf Schulterhöhe, Handflächen sichtbar. Ein Gegenstand in den Händen ist nicht erkennbar. Abstand zur Einsatzkraft B nach Augenschein etwa zwei Schrittlängen.',
    region: { x: 180, y: 90, width: 210, height: 330 },
  },
  {
    seq: 5,
    clip: 1,
    from: 83,
    to: 201,
    kind: 'observation',
    category: 'speech',
    text: 'Einsatzkraft B: „Bleiben Sie stehen.“ (zweimal, deutlich verständlich). Person A antwortet; der Wortlaut ist wegen Überlagerung durch Funkverkehr nicht sicher verständlich.',
  },
  {
    seq: 7,
    clip: 2,
    from: 120,
    to: 120,
    kind: 'observation',
    category: 'force',
    text: 'Einsatzkraft B führt die rechte Hand in Richtung Koppel. Ein Einsatzmittel ist in diesem Bild nicht erkennbar.',
  },
  {
    seq: 8,
    clip: 3,
    from: 40,
    to: 66,
    kind: 'inference',
    category: 'approach',
    text: 'Die Bewegung des Bildausschnitts spricht dafür, dass die Kamera in diesem Abschnitt von Hand geführt wurde.',
  },
  {
    seq: 9,
    clip: 1,
    from: 201,
    to: 201,
    kind: 'assessment',
    category: 'other',
    text: 'Aus meiner Sicht wirkt Person A in diesem Bild abwartend.',
  },
]

export const annotated: readonly EntryFacts[] = spoken.map(({ seq, ...words }) =>
  entry(seq, seq === 7 ? 'correction' : 'annotation', {
    annotation: annotationOf(words),
    ...(seq === 7 ? { supersedes: 6, reason: 'Tippfehler' } : {}),
  }),
)

export const allEntries: readonly EntryFacts[] = [
  entry(1, 'sessionGrant'),
  entry(2, 'bundleOpened'),
  entry(3, 'sealChecked'),
  ...annotated.slice(0, 2),
  entry(6, 'annotation', {
    annotation: annotationOf({
      clip: 2,
      from: 120,
      to: 120,
      kind: 'observation',
      category: 'force',
      text: 'Tippfeler',
    }),
    supersededBy: 7,
  }),
  ...annotated.slice(2),
  entry(10, 'checkpoint'),
]
