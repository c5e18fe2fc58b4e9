import { writeSync } from 'node:fs'
import { openLedger } from '../../main/ledger/open-ledger.ts'
import { makePorts, savedIdentity } from './ledger-identity.ts'
import { annotationOf, caseId } from './ledger-annotation.ts'

/**
 * A program that annotates until somebody kills it, or so many times and then closes: each acknowledged entry is one line on standard output, number and
 * hash, written after `append` answered and before the next begins.
 */
const [file = '', identity = '', nativeBinding = '', times = 'Infinity'] = process.argv.slice(2)
const ledger = await openLedger({
  file,
  ledger: 'findings',
  caseId,
  identity: savedIdentity(identity),
  ports: makePorts(),
  nativeBinding,
})
if (!ledger.ok) throw new Error(JSON.stringify(ledger.failure))
for (let i = 0; i < Number(times); i++) {
  const entry = ledger.value.annotate(annotationOf('Bis jemand den Stecker zieht'))
  if (!entry.ok) throw new Error(JSON.stringify(entry.failure))
  writeSync(1, `${entry.value.seq} ${entry.value.hash}\n`)
}
await ledger.value.close()
