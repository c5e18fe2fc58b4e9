import { chmodSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { parsePolicy } from '../../main/core/policy/machine-policy.ts'
import { readExchangeSettings, writeExchangeSettings } from '../../main/disk/exchange-settings.ts'
import { readPolicy } from '../../main/disk/policy-file.ts'
import { judgingFor } from '../../main/judge.ts'
import { placesFrom } from '../../main/places.ts'
import { lockChoices } from '../../renderer/screens/settings/lock-choices.ts'
import { root } from '../support/checkout.ts'

const folder = mkdtempSync(join(tmpdir(), 'asservat-policy-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const asRoot = process.getuid?.() === 0

function policyFile(content: unknown, mode = 0o644): string {
  const path = join(mkdtempSync(join(folder, 'p-')), 'policy.json')
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content))
  chmodSync(path, mode)
  return path
}

test('a machine without a policy file leaves everything to the people', async () => {
  expect(await readPolicy(join(folder, 'none.json'))).toEqual({ ok: true, value: {} })
})

test.skipIf(!asRoot).each([
  ['no JSON', '{', ''],
  ['a list', [], ''],
  ['no version', { recentFiles: false }, 'policy'],
  ['another version', { policy: 2 }, 'policy'],
  ['an unknown field', { policy: 1, wallpaper: 'blue' }, 'wallpaper'],
  ['a field of the wrong kind', { policy: 1, autoLockMinutes: 'soon' }, 'autoLockMinutes'],
  ['no minutes at all', { policy: 1, autoLockMinutes: 0 }, 'autoLockMinutes'],
  ['a shorter period than the law’s', { policy: 1, accessLogYears: 0 }, 'accessLogYears'],
  ['a period without end', { policy: 1, accessLogYears: 99 }, 'accessLogYears'],
])('a policy with %s stops the program and is named', async (_title, content, field) => {
  const path = policyFile(content)
  expect(await readPolicy(path)).toEqual({
    ok: false,
    failure: { code: 'policy.notReadable', name: path, field },
  })
})

test.skipIf(!asRoot)('a policy that others may write is none', async () => {
  const path = policyFile({ policy: 1 }, 0o666)
  expect(await readPolicy(path)).toMatchObject({ ok: false, failure: { field: 'permissions' } })
})

test.skipIf(!asRoot)(
  'the trust folder of the policy counts, and another one that is named is refused',
  async () => {
    const office = join(folder, 'office')
    mkdirSync(office)
    const authority = join(root, 'resources', 'sample', 'trust')
    const [name = ''] = readdirPem(authority)
    writeFileSync(join(office, 'ca.pem'), readFileSync(join(authority, name)))
    const file = policyFile({ policy: 1, trustFolder: office, recentFiles: false })
    const judging = await judgingFor(placesFrom(root), { home: folder, policyFile: file })
    expect(judging.ok && [judging.value.trust.anchors.length > 0, judging.value.policy]).toEqual([
      true,
      { trustFolder: office, recentFiles: false },
    ])
    const other = await judgingFor(placesFrom(root), { home: folder, trust: folder, policyFile: file })
    expect(other).toEqual({ ok: false, failure: { code: 'policy.locked', setting: 'trustFolder' } })
  },
)

function readdirPem(from: string): string[] {
  return readdirSync(from).filter((name) => /\.(pem|crt)$/.test(name))
}

test('the rule that a second person countersigns holds by the policy, whatever was switched off here', async () => {
  const home = mkdtempSync(join(folder, 'home-'))
  const policy = { supervisorBeforeReport: true } as const
  await writeExchangeSettings(home, { supervisorBeforeReport: false })
  expect([await readExchangeSettings(home, policy), await readExchangeSettings(home, undefined)]).toEqual([
    { supervisorBeforeReport: true, supervisorFixed: true },
    { supervisorBeforeReport: false, supervisorFixed: false },
  ])
  expect(parsePolicy('{"policy":1,"supervisorBeforeReport":false}')).toEqual({
    ok: false,
    failure: 'supervisorBeforeReport',
  })
})

test.each([
  [15, null, { counts: 15, offered: [1, 5, 10, 15, 30, 60, 0] }],
  [0, 10, { counts: 10, offered: [1, 5, 10] }],
  [15, 12, { counts: 12, offered: [1, 5, 10, 12] }],
  [5, 10, { counts: 5, offered: [1, 5, 10] }],
])('a lock after %s minutes where at most %s are allowed', (set, atMost, shown) => {
  expect(lockChoices(set, atMost)).toEqual(shown)
})
