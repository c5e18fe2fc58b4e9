import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { toHex } from '../../main/core/bytes.ts'
import { sha256 } from '../../main/crypto/hash.ts'
import { openReadOnly } from '../../main/disk/open-read-only.ts'
import { judgeFile } from '../../main/verify/judge-file.ts'
import { makeWorkingCopy, type CopyOrder } from '../../main/verify/working-copy.ts'
import { makePerson } from '../support/ledger-identity.ts'
import { judgedAt, makeBundle } from '../support/make-bundle.ts'
import { smallDisk } from '../support/small-disk.ts'

const { identity, trust } = makePerson()
const folder = mkdtempSync(join(tmpdir(), 'asservat-copy-'))
const clip = Uint8Array.from({ length: 3_000_000 }, (_, i) => i * 31 + (i >> 9))
const bytes = await makeBundle(identity, { clips: [clip] })
const judging = { trust, now: judgedAt }

async function orderFor(own: Partial<CopyOrder> & { readonly source?: Uint8Array } = {}): Promise<CopyOrder> {
  const place = mkdtempSync(join(folder, 'm-'))
  const from = join(place, 'bundle.asice')
  writeFileSync(from, bytes)
  const opened = await openReadOnly(from)
  if (!opened.ok) throw new Error(opened.failure.code)
  const { manifestSha256 } = (await judgeFile(opened.value, { name: 'b', ...judging })).facts()
  await opened.value.close()
  const { source, ...rest } = own
  if (source) writeFileSync(from, source)
  const to = join(place, 'Arbeitskopie.asice')
  const signal = { aborted: false }
  return { from, to, manifestSha256, judging, signal, onProgress: () => undefined, ...rest }
}

test('a working copy is the same byte for byte and judged as a bundle of its own', async () => {
  const told: number[] = []
  const order = await orderFor({ onProgress: (done, total) => told.push(done / total) })
  const made = await makeWorkingCopy(order)
  expect(made.ok && [made.value.sha256, made.value.size, made.value.facts.cryptography]).toEqual([
    toHex(sha256(bytes)),
    bytes.length,
    'passed',
  ])
  expect(Buffer.from(readFileSync(order.to)).equals(bytes)).toBe(true)
  expect(readdirSync(join(order.to, '..')).sort()).toEqual(['Arbeitskopie.asice', 'bundle.asice'])
  expect([...told].sort((a, b) => a - b)).toEqual(told)
  expect(told.at(-1)).toBe(1)
})

test('of a bundle that is damaged where it lies no copy stays', async () => {
  const source = bytes.slice()
  const at = Buffer.from(bytes).indexOf(clip.subarray(1_000_000, 1_000_100))
  source[at] = (source[at] ?? 0) ^ 1
  const order = await orderFor({ source })
  expect(await makeWorkingCopy(order)).toMatchObject({ ok: false, failure: { code: 'copy.sourceBroken' } })
  expect(readdirSync(join(order.to, '..'))).toEqual(['bundle.asice'])
})

test('another bundle under the name of the one that was opened is not copied', async () => {
  const other = await makeBundle(identity, { clips: [clip.slice(0, 2_000_000)] })
  const order = await orderFor({ source: other })
  expect(await makeWorkingCopy(order)).toMatchObject({ ok: false, failure: { code: 'copy.differs' } })
  expect(readdirSync(join(order.to, '..'))).toEqual(['bundle.asice'])
})

test('a name that is taken, and a copy that is cancelled in the middle, leave what was there', async () => {
  const taken = await orderFor()
  writeFileSync(taken.to, 'mine')
  expect(await makeWorkingCopy(taken)).toEqual({
    ok: false,
    failure: { code: 'file.exists', name: 'Arbeitskopie.asice' },
  })
  expect(readFileSync(taken.to, 'utf8')).toBe('mine')
  const signal = { aborted: false }
  const stopped = await orderFor({ signal, onProgress: () => (signal.aborted = true) })
  expect(await makeWorkingCopy(stopped)).toMatchObject({ failure: { code: 'work.cancelled' } })
  expect(readdirSync(join(stopped.to, '..'))).toEqual(['bundle.asice'])
})

const disk = smallDisk(1024)
test.skipIf(!disk)('a medium without room is told before anything is written', async () => {
  if (!disk) return
  const order = await orderFor({ to: join(disk.folder, 'Arbeitskopie.asice') })
  const refused = await makeWorkingCopy(order)
  const left = readdirSync(disk.folder)
  disk.remove()
  expect([refused, left]).toMatchObject([{ ok: false, failure: { code: 'copy.noRoom', free: 1 } }, []])
})
