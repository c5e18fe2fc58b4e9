import type { EncryptionFailure, Failure } from '../core/failure.ts'
import { fail, ok, type Result } from '../core/result.ts'
import type { BundleFacts, CaseFacts } from '../core/seal/bundle-facts.ts'
import { caseFolderFor, findCaseOf, unreadableCaseIn } from '../disk/case-folder.ts'
import { noteBundle } from '../disk/case-note.ts'
import { codeOf } from '../disk/open-read-only.ts'
import { openAndJudge } from '../judge.ts'
import type { CaseOptions } from './case-options.ts'
import type { Desk } from './desk.ts'
import { OpenCase } from './open-case.ts'
import { readEncrypted } from './read-encrypted.ts'

/** The case as it may be kept in files of this workstation: of an encrypted bundle nothing is written down in the clear. */
export function caseToKeep({ case: sealed, encryption }: BundleFacts): CaseFacts | null {
  return encryption ? null : sealed
}

/** What a case keeps of one of its bundles. */
export function bundleNote(facts: BundleFacts) {
  const { manifestSha256, name } = facts
  const sealed = caseToKeep(facts)
  return {
    sha256: manifestSha256,
    name,
    exhibit: sealed?.exhibit.number ?? '',
    bundleId: sealed?.bundleId ?? facts.encryption?.bundleId ?? '',
    previousBundle: sealed?.previousBundle ?? null,
  }
}

/** Failures after which the seal can still be judged. */
function isAboutPath(failure: Failure): failure is Exclude<EncryptionFailure, { reason: unknown }> {
  return failure.code.startsWith('encryption.') && !('reason' in failure)
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
  const read = await readEncrypted(judged, options)
  if (!read.ok) {
    judged.forget()
    await file.close()
    return isAboutPath(read.failure) ? fail({ ...read.failure, path }) : read
  }
  const facts = judged.facts()
  if (!facts.playable) {
    judged.forget()
    await file.close()
    return fail({
      code: 'bundle.notPlayable',
      name: facts.name,
      path,
      subIndication: facts.verdict.subIndication ?? '',
    })
  }
  const known = await findCaseOf(desk.home, facts.manifestSha256)
  const unreadable = known ? undefined : await unreadableCaseIn(desk.home)
  if (unreadable !== undefined) {
    judged.forget()
    await file.close()
    return fail({ code: 'case.noteDamaged', name: unreadable })
  }
  const folder = known ?? (await caseFolderFor(desk.home, facts.manifestSha256))
  await noteBundle(folder.path, bundleNote(facts), file.path).catch(whereNothingCanBeWritten)
  const made = new OpenCase(file, judged, folder, desk, options)
  await made.begin()
  return ok(made)
}

/**
 * Where the bundle lay is only remembered, and keeps nobody from looking; that nothing can be written is then said
 * of the ledger, which matters.
 */
function whereNothingCanBeWritten(error: unknown): void {
  if (!['EACCES', 'EPERM', 'EROFS', 'ENOSPC', 'EDQUOT'].includes(codeOf(error) ?? '')) throw error
}
