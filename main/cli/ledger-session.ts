import { join } from 'node:path'
import type { Failure } from '../core/failure.ts'
import type { LedgerName } from '../core/ledger/entry.ts'
import type { Ledger } from '../core/ledger/ledger.ts'
import { fail, ok, type Result } from '../core/result.ts'
import type { SigningIdentity } from '../core/signing.ts'
import { sha256 } from '../crypto/hash.ts'
import { homeFolder } from '../disk/home.ts'
import { CaseExchange } from '../exchange/case-exchange.ts'
import { ledgerPorts } from '../ipc/ledger-ports.ts'
import type { Judging } from '../judge.ts'
import { openInMemory } from '../ledger/open-database.ts'
import { openLedger } from '../ledger/open-ledger.ts'
import { knownSchemas } from '../ledger/schema/schema.ts'
import { verifyLedgerFile } from '../ledger/verify-ledger.ts'
import { identityFrom } from './identity-from.ts'
import { textOption, type Words } from './words.ts'

/** A ledger opened on the command line by whoever owns the key, with what the exchange of its case needs. */
export interface CommandLedger {
  readonly ledger: Ledger
  readonly exchange: CaseExchange
  readonly identity: SigningIdentity
}

/** Opens the ledger `file` under `--key` and `--pass-file`, does one thing and closes it with a checkpoint. */
export async function withLedger<T>(
  file: string,
  words: Words,
  judging: Judging,
  nativeBinding: string,
  act: (open: CommandLedger) => Promise<Result<T, Failure>>,
): Promise<Result<T, Failure>> {
  const identity = await identityFrom(textOption(words, 'key') ?? '', textOption(words, 'pass-file') ?? '')
  if (!identity.ok) return identity
  const ports = ledgerPorts(judging)
  const named = namedIn(file, judging, nativeBinding)
  if (!named.ok) return named
  const heads = join(homeFolder(textOption(words, 'home')), 'heads')
  const options = { file, ...named.value, identity: identity.value, ports, nativeBinding, heads }
  const ledger = await openLedger(options)
  if (!ledger.ok) return ledger
  const schemas = [...knownSchemas(sha256, () => openInMemory(nativeBinding)).values()]
  const terms = { ports, schemas, judging: { trust: judging.trust, now: judging.now() } }
  const exchange = new CaseExchange({ ...options, records: ledger.value, terms })
  const done = await act({ ledger: ledger.value, exchange, identity: identity.value })
  const closed = await ledger.value.close()
  return done.ok && !closed.ok ? closed : done
}

/** Which ledger and case the file says it is; a new one is made by no command but the review itself. */
function namedIn(
  file: string,
  judging: Judging,
  nativeBinding: string,
): Result<{ readonly ledger: LedgerName; readonly caseId: string }, Failure> {
  const verified = verifyLedgerFile(file, ledgerPorts(judging), nativeBinding)
  if (!verified.ok) return verified
  const { ledger, case: caseId } = verified.value
  return ledger && caseId ? ok({ ledger, caseId }) : fail({ code: 'ledger.notALedger', name: file })
}
