import { randomUUID } from 'node:crypto'
import type { Annotation, AnnotationDraft } from '../core/annotation/annotation.ts'
import { toHex } from '../core/bytes.ts'
import { chunksOf, type SealedClip } from '../core/chunks/verify-chunk.ts'
import { deviceTimeAt } from '../core/clip/clocks.ts'
import type { FrameTable } from '../core/clip/frame-table.ts'
import type { Failure } from '../core/failure.ts'
import { fail, ok, type Result } from '../core/result.ts'
import type { BundleFacts } from '../core/seal/bundle-facts.ts'
import type { ClipRoom } from './clip-room.ts'

/** The draft tied to the bundle, the clip, its counted frames, the chunks of the first one, and the verdict of now. */
export async function annotationAt(
  draft: AnnotationDraft,
  bundle: BundleFacts,
  clips: ClipRoom,
): Promise<Result<Annotation, Failure>> {
  const facts = bundle.case?.clips.find((clip) => clip.number === draft.clip)
  const clip = clips.clip(draft.clip)
  if (!facts || !clip) return fail({ code: 'file.notFound', name: String(draft.clip) })
  const table = await clips.table(draft.clip)
  if (!table.ok) return table
  const from = table.value.pts[draft.from]
  const to = table.value.pts[draft.to]
  if (from === undefined || to === undefined)
    return fail({ code: 'annotation.notAllowed', reason: 'noSuchFrame' })
  return ok({
    id: randomUUID(),
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
    chunks: chunksBehind(clip, table.value, draft.from),
    deviceTime: deviceTimeAt(facts, from, table.value.timeBase),
    verdict: bundle.verdict,
  })
}

function chunksBehind(clip: SealedClip, table: FrameTable, frame: number): Annotation['chunks'] {
  const { first, last } = chunksOf(clip, table.offset[frame] ?? 0, Math.max(1, table.size[frame] ?? 1))
  return clip.chunkHashes
    .slice(first, last + 1)
    .map((hash, index) => ({ number: first + index, sha256: toHex(hash) }))
}
