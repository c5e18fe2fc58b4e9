import { sourceOf } from '../core/bytes.ts'
import type { ExchangeFailure } from '../core/failure.ts'
import { packageFiles, parsePackage } from '../core/exchange/package.ts'
import type { Received } from '../core/exchange/take-in.ts'
import { fail, ok, type Result } from '../core/result.ts'
import { judgeFile } from '../verify/judge-file.ts'
import type { JudgeOptions } from '../verify/judged-file.ts'

/** A package whose seal holds, and who sealed it. */
export interface SealedPackage extends Received {
  /** SHA-256 of the certificate, lower-case hex. */
  readonly sealedBy: string
}

/**
 * Takes a package apart. Its seal must hold over every file in it; whether its signer can be trusted is judged with
 * the chain, whose author must be the same.
 */
export async function readPackage(
  bytes: Uint8Array,
  options: JudgeOptions,
): Promise<Result<SealedPackage, ExchangeFailure>> {
  const none = fail({ code: 'exchange.notAPackage', name: options.name } as const)
  const judged = await judgeFile(sourceOf(bytes), options)
  await judged.checkWhole({ signal: new AbortController().signal, onProgress: () => undefined })
  const { cryptography, signers } = judged.facts()
  const [head, entries, note, cms] = await Promise.all(
    Object.values(packageFiles).map((name) => judged.readFile(name)),
  )
  if (!head || !entries || !note || !cms) return none
  const sealedBy = signers[0]?.sha256
  if (cryptography !== 'passed' || signers.length !== 1 || sealedBy === undefined)
    return fail({ code: 'exchange.notSound', entry: 0, reason: 'packageSealBroken' })
  const exchanged = parsePackage(head, entries)
  return exchanged ? ok({ exchanged, note, cms, sealedBy }) : none
}
