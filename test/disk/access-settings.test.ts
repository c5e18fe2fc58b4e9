import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { mostYears } from '../../main/core/access/retention.ts'
import { readAccessYears, writeAccessYears } from '../../main/disk/access-settings.ts'

test('accesses are kept as long as the law says, until the office says longer', async () => {
  const home = mkdtempSync(join(tmpdir(), 'asservat-years-'))
  expect(await readAccessYears(home)).toBe(1)
  await writeAccessYears(home, 3)
  expect(await readAccessYears(home)).toBe(3)
})

test.each(['{', '{"years":0}', '{"years":99}', '{"years":"3"}', '[]'])(
  'a setting that nobody can have made erases nothing before the longest period is over: %s',
  async (text) => {
    const home = mkdtempSync(join(tmpdir(), 'asservat-years-'))
    writeFileSync(join(home, 'access.json'), text)
    expect(await readAccessYears(home)).toBe(mostYears)
  },
)
