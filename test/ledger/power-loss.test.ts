import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { readLedger } from '../../main/ledger/read-ledger.ts'
import { bundled } from '../support/bundled.ts'
import { reviewer, trustingPorts } from '../support/ledger-case.ts'
import { nativeBinding, savePerson } from '../support/ledger-identity.ts'
import { deedsIn, Disk, straceWords } from '../support/traced-writes.ts'

const canTrace = spawnSync('strace', ['-V']).status === 0

/** Which acknowledged entries are not in the ledger that such a disk holds. */
function missingFrom(files: ReadonlyMap<string, Buffer>, said: readonly string[]): string[] {
  const folder = mkdtempSync(join(tmpdir(), 'power-'))
  for (const name of ['findings.ledger', 'findings.ledger-wal']) {
    const bytes = files.get(name)
    if (bytes) writeFileSync(join(folder, name), bytes)
  }
  const read = readLedger(join(folder, 'findings.ledger'), trustingPorts(), nativeBinding)
  const failed = read.ok ? read.value.facts.findings.filter((finding) => finding.state === 'failed') : []
  const there = new Set(read.ok ? read.value.entries.map((entry) => `${entry.seq} ${entry.hash}`) : [])
  return [...said.filter((entry) => !there.has(entry)), ...failed.map((finding) => finding.reason ?? '')]
}

describe.skipIf(!canTrace)('when the power goes', () => {
  test('after any single write or sync, every acknowledged entry is there, synced or not', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'traced-'))
    savePerson(reviewer, folder)
    const writer = await bundled(join(import.meta.dirname, '../support/ledger-writer.ts'))
    const [trace, file] = [join(folder, 'trace'), join(folder, 'findings.ledger')]
    const run = spawnSync('strace', [
      ...straceWords(trace),
      process.execPath,
      writer,
      file,
      folder,
      nativeBinding,
      '15',
    ])
    expect(run.stderr.toString()).toBe('')
    const deeds = deedsIn(readFileSync(trace, 'latin1'))
    const disk = new Disk()
    const said: string[] = []
    const lost: string[] = []
    let cuts = 0
    for (const deed of deeds) {
      disk.apply(deed)
      if (deed.kind === 'said') said.push(...deed.text.trim().split('\n'))
      if (deed.kind === 'said' || !deed.file.startsWith('findings.ledger')) continue
      cuts++
      lost.push(...missingFrom(disk.written, said), ...missingFrom(disk.synced, said))
    }
    expect([said.length, cuts > 60, lost]).toEqual([15, true, []])
    // The replay is the real thing: it ends with the very bytes that are on the disk.
    expect(disk.written.get('findings.ledger')?.equals(readFileSync(file))).toBe(true)
  }, 60_000)
})
