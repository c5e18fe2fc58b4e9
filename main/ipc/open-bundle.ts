import type { Failure } from '../core/failure.ts'
import { fail, ok, type Result } from '../core/result.ts'
import type { BundleFacts } from '../core/seal/bundle-facts.ts'
import { caseFolderFor } from '../disk/case-folder.ts'
import { noteBundle } from '../disk/case-note.ts'
import { openAndJudge } from '../judge.ts'
import type { CaseOptions } from './case-options.ts'
import type { Desk } from './desk.ts'
import { OpenCase } from './open-case.ts'

/** What a case keeps of one of its bundles. */
export function bundleNote({ manifestSha256, name, case: sealed }: BundleFacts) {
  return {
    sha256: manifestSha256,
    name,
    exhibit: sealed?.exhibit.number ?? '',
    bundleId: sealed?.bundleId ?? '',
    previousBundle: sealed?.previousBundle ?? null,
  }
}

/** Opens an own bundle for review. What cannot be played is refused here; `verifyFile` still judges it. */
export async function openCase(
  path: string,
  desk: Desk,
  options: CaseOptions,
): Promise<Result<OpenCase, Failure>> {
  const opened = await openAndJudge(path, desk.judging)
  if (!opened.ok) return opened
  const { file, judged } = opened.value
  const facts = judged.facts()
  if (!facts.playable) {
    await file.close()
    return fail({
      code: 'bundle.notPlayable',
      name: facts.name,
      path,
      subIndication: facts.verdict.subIndication ?? '',
    })
  }
  const folder = await caseFolderFor(desk.home, facts.manifestSha256)
  await noteBundle(folder.path, bundleNote(facts), file.path)
  const made = new OpenCase(file, judged, folder, desk, options)
  await made.begin()
  return ok(made)
}
