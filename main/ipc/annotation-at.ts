import type { Annotation, AnnotationDraft } from '../core/annotation/annotation.ts'
import { detailsOf } from '../core/annotation/detail-rules.ts'
import { hasDetails } from '../core/annotation/details.ts'
import { checkDraft } from '../core/annotation/rules.ts'
import { refused } from '../core/annotation/statements.ts'
import { toHex } from '../core/bytes.ts'
import { chunksOf, type SealedClip } from '../core/chunks/verify-chunk.ts'
import { deviceTimeAt } from '../core/clip/clocks.ts'
import { frameCount, type FrameTable } from '../core/clip/frame-table.ts'
import type { Failure } from '../core/failure.ts'
import { fail, ok, type Result } from '../core/result.ts'
import type { BundleFacts } from '../core/seal/bundle-facts.ts'
import type { ClipRoom } from './clip-room.ts'

/** The draft, checked and tied to the bundle, the clip, its counted frames, the chunks of the first one, and the verdict of now. */
export async function annotationAt(
  id: string,
  draft: AnnotationDraft,
  bundle: BundleFacts,
  clips: ClipRoom,
): Promise<Result<Annotation, Failure>> {
  const facts = bundle.case?.clips.find((clip) => clip.number === draft.clip)
  const clip = clips.clip(draft.clip)
  if (!facts || !clip) return fail({ code: 'file.notFound', name: String(draft.clip) })
  const table = await clips.table(draft.clip)
  if (!table.ok) return table
  const frames = { frames: frameCount(table.value), width: table.value.width, height: table.value.height }
  const checked = checkDraft(draft, frames)
  if (!checked.ok) return refused(checked.failure)
  const details = detailsOf(
    draft,
    (number) => bundle.case?.clips.find((known) => known.number === number)?.path,
  )
  const from = table.value.pts[draft.from] ?? 0
  const to = table.value.pts[draft.to] ?? 0
  return ok({
    id,
    bundle: bundle.manifestSha256,
    clip: { path: facts.path, sha256: facts.sha256, originalName: facts.originalName },
    from: { frame: draft.from, pts: from },
    to: { frame: draft.to, pts: to },
    timeBase: table.value.timeBase,
    frameTable: table.value.sha256,
    kind: draft.kind,
    category: draft.category,
    text: draft.text,
    region: draft.region ?? null,
    chunks: await chunksBehind(clip, table.value, draft.from),
    deviceTime: deviceTimeAt(facts, from, table.value.timeBase),
    verdict: bundle.verdict,
    ...(hasDetails(details) ? { details } : {}),
  })
}

/** The chunks that hold the frame's coded sample, with the hashes that were sealed. */
export async function chunksBehind(
  clip: SealedClip,
  table: FrameTable,
  frame: number,
): Promise<Annotation['chunks']> {
  const { first, last } = chunksOf(clip, table.offset[frame] ?? 0, Math.max(1, table.size[frame] ?? 1))
  const hashes = await clip.chunkHashes()
  return Array.from({ length: last - first + 1 }, (_, i) => first + i).flatMap((number) => {
    const hash = hashes?.of(number)
    return hash ? [{ number, sha256: toHex(hash) }] : []
  })
}
