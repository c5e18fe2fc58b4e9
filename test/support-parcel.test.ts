import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { incidentLog } from '../main/ipc/incident-log.ts'
import { gatherSupport, writeSupport } from '../main/support-parcel.ts'

const secret = 'Zeugin Muster'

/** A home with all that may bear a name. */
function usedHome(): string {
  const home = mkdtempSync(join(tmpdir(), 'asservat-support-'))
  const recent = [{ path: `/media/${secret}.asice`, fileNumber: secret, openedAt: '2026-03-01' }]
  writeFileSync(join(home, 'settings.json'), JSON.stringify({ language: 'de', recent }))
  writeFileSync(
    join(home, 'people.json'),
    JSON.stringify({ chosen: secret, autoLockMinutes: 7, welcomed: true }),
  )
  writeFileSync(join(home, 'incidents.log.1'), `from an older version: ${secret}\n`)
  const log = incidentLog(home)
  log('0badcafe', 'annotate', new Error(`no frame in ${secret}.mp4`))
  return home
}

const program = {
  state: 'whole',
  check: { files: 3, changed: [], missing: [], added: [] },
  signature: null,
  buildSha256: 'ab'.repeat(32),
} as const

test('the parcel for support holds what was shown, and no name of a case, a file or a person', async () => {
  const home = usedHome()
  const policy = { trustFolder: `/srv/${secret}`, recentFiles: false }
  const parts = await gatherSupport({ home, version: '0.1.0', packaged: true, program, policy })
  expect(JSON.stringify(parts)).not.toContain('Muster')
  const [about, incidents] = parts
  expect(JSON.parse(about?.text ?? '')).toMatchObject({
    version: '0.1.0',
    language: 'de',
    autoLockMinutes: 7,
    policyFields: ['recentFiles', 'trustFolder'],
  })
  expect(incidents?.text).toMatch(/ 0badcafe annotate Error < [^]*\n1 lines left out\n$/)
  const zip = join(home, 'out.zip')
  expect(await writeSupport(zip, parts)).toEqual({ ok: true, value: null })
  const inside = parts.map(({ name }) => execFileSync('unzip', ['-p', zip, name], { encoding: 'utf8' }))
  expect(inside).toEqual(parts.map(({ text }) => text))
  expect(await writeSupport(zip, parts)).toMatchObject({ ok: false, failure: { code: 'file.exists' } })
})

test('the incident log is kept to two files of about a mebibyte', () => {
  const home = mkdtempSync(join(tmpdir(), 'asservat-incidents-'))
  const log = incidentLog(home)
  const file = join(home, 'incidents.log')
  writeFileSync(file, 'x'.repeat(2 ** 20 + 1))
  log('0badcafe', 'annotate', new Error('x'))
  writeFileSync(file, 'y'.repeat(2 ** 20 + 1))
  log('0badcafe', 'annotate', new Error('x'))
  expect(readFileSync(`${file}.1`, 'utf8')).toMatch(/^y+$/)
  expect(statSync(file).size).toBeLessThan(4_000)
})
