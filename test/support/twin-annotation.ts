import type { Annotation, AnnotationDraft } from '../../main/core/annotation/annotation.ts'
import type { FrameTable } from '../../main/core/clip/frame-table.ts'
import type { CaseView } from '../../preload/contract/workstation.ts'

/** What main would make of a draft: the place by its frames, and the verdict as it stands. */
export function annotationIn(
  view: CaseView,
  tables: ReadonlyMap<number, FrameTable>,
  draft: AnnotationDraft,
  id: string,
): Annotation {
  const clip = view.bundle.case?.clips.find((candidate) => candidate.number === draft.clip)
  const table = tables.get(draft.clip)
  if (!clip || !table) throw new Error(`no clip ${draft.clip}`)
  return {
    id,
    bundle: view.bundle.manifestSha256,
    clip: { path: clip.path, sha256: clip.sha256, originalName: clip.originalName },
    from: { frame: draft.from, pts: table.pts[draft.from] ?? 0 },
    to: { frame: draft.to, pts: table.pts[draft.to] ?? 0 },
    timeBase: table.timeBase,
    frameTable: table.sha256,
    kind: draft.kind,
    category: draft.category,
    text: draft.text,
    region: draft.region ?? null,
    chunks: [],
    deviceTime: null,
    verdict: view.bundle.verdict,
  }
}
