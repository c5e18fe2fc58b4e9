import { statSync } from 'node:fs'
import { ChainCheck } from '../../main/core/ledger/chain-check.ts'
import { openLedger } from '../../main/ledger/open-ledger.ts'
import { entryRows, lastSeq } from '../../main/ledger/entry-rows.ts'
import { openForWriting, openInMemory } from '../../main/ledger/open-database.ts'
import { knownSchemas } from '../../main/ledger/schema/schema.ts'
import { sha256 } from '../../main/crypto/hash.ts'
import { caseId } from './ledger-annotation.ts'
import { makePorts, savedIdentity } from './ledger-identity.ts'
import { writeMany } from './ledger-many.ts'

/** Does one thing with a large ledger in a process of its own and prints what it took, as one line of JSON. */
const [act = '', file = '', identity = '', nativeBinding = '', entries = '0'] = process.argv.slice(2)

function checkAll(signatures: boolean): string {
  const db = openForWriting(file, nativeBinding)
  const schemas = [...knownSchemas(sha256, () => openInMemory(nativeBinding)).values()]
  const check = new ChainCheck({ ports: makePorts(), schemas, signatures })
  for (const entry of entryRows(db, 1, lastSeq(db))) check.take(entry)
  const failed = check.finish().filter((finding) => finding.state === 'failed')
  db.close()
  if (failed.length > 0) throw new Error(JSON.stringify(failed))
  return `${check.size} entries`
}

async function openOnce(): Promise<string> {
  const options = { file, ledger: 'findings', caseId, identity: savedIdentity(identity) } as const
  const ledger = await openLedger({ ...options, ports: makePorts(), nativeBinding })
  if (!ledger.ok) throw new Error(JSON.stringify(ledger.failure))
  const entry = ledger.value.append('clipViewed', { clip: 1 })
  return `${entry.ok && entry.value.seq} is the first new entry`
}

const acts: Readonly<Record<string, () => Promise<string> | string>> = {
  write: () => writeMany(file, Number(entries), savedIdentity(identity), nativeBinding).then(() => 'written'),
  open: openOnce,
  chain: () => checkAll(false),
  all: () => checkAll(true),
}

const begun = performance.now()
const before = process.cpuUsage()
const said = await acts[act]?.()
const { user, system } = process.cpuUsage(before)
const milliseconds = Math.round(performance.now() - begun)
const megabytes = Math.round(process.resourceUsage().maxRSS / 1024)
const size = statSync(file).size
process.stdout.write(
  `${JSON.stringify({ act, said, milliseconds, cpuSeconds: (user + system) / 1e6, megabytes, size })}\n`,
)
process.exit(0)
