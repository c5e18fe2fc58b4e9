import type { Failure } from '../core/failure.ts'
import { ok, type Result } from '../core/result.ts'
import { visibleText } from '../core/seal/visible-case.ts'
import { unlessRefused, type SigningIdentity } from '../core/signing.ts'
import { openEncrypted } from '../verify/open-encrypted.ts'
import type { JudgedFile, LockedBundle } from '../verify/judged-file.ts'
import type { CaseOptions } from './case-options.ts'
import type { Asking } from './ask-secrets.ts'
import { unlockIdentity } from './unlock.ts'

/** Asks whose key opens an encrypted bundle; the key is let go of again once it has. */
export type AskReader = (name: string, locked: LockedBundle) => Promise<Result<SigningIdentity, Failure>>

/**
 * Opens what is encrypted before it is looked at: by whoever has unlocked already, then by whoever is asked. Bundles
 * that are not encrypted, and those whose seal bars it, are as they were.
 */
export async function readEncrypted(
  judged: JudgedFile,
  { identity, reader, askReader }: CaseOptions,
): Promise<Result<null, Failure>> {
  const locked = await judged.locked()
  if (!locked) return ok(null)
  for (const known of [reader, identity]) {
    if (!known) continue
    const opened = await unlessRefused(() => openEncrypted(judged, known))
    if (opened.ok || (opened.failure.code !== 'encryption.notARecipient' && !isLocked(opened.failure)))
      return opened
    if (!askReader) return opened
  }
  if (!askReader) return openEncrypted(judged, undefined)
  const asked = await askReader(judged.facts().name, locked)
  // Whoever would rather not is told what stays closed, and to whom it is open.
  if (!asked.ok) return asked.failure.code === 'key.cancelled' ? openEncrypted(judged, undefined) : asked
  const opened = await unlessRefused(() => openEncrypted(judged, asked.value))
  await asked.value.forget?.()
  return opened
}

/** Somebody who has locked the workstation meanwhile can still be asked. */
function isLocked({ code }: Failure): boolean {
  return code === 'key.cancelled'
}

/** The question in main's own window: which bundle, who the recipients are, and whose key is taken. */
export function askReaderWith(asking: Asking): AskReader {
  return (name, { recipients }) => {
    const phrases = asking.desk.phrasesIn(asking.language)
    const wording = {
      title: phrases('dialog.openEncrypted.title'),
      body: phrases('dialog.openEncrypted.body'),
      who: phrases('dialog.openEncrypted.who'),
      accept: phrases('dialog.openEncrypted.accept'),
      facts: [
        [phrases('dialog.openEncrypted.bundle'), name] as const,
        ...recipients.map(
          ({ subject }) => [phrases('dialog.openEncrypted.recipients'), visibleText(subject)] as const,
        ),
      ],
    }
    return unlockIdentity(asking.desk, asking.language, { wording })
  }
}
