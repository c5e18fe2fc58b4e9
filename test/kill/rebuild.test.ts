import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { root } from '../support/checkout.ts'
import { makePackage } from '../support/packaged-application.ts'

test('two builds of the same sources are the same files, to the byte, but for the signature of whoever made them', () => {
  const [first, second] = [0, 1].map(() => {
    // Built and packed from nothing, not handed out again.
    for (const part of ['build/stamps/build', 'build/package'])
      rmSync(join(root, part), { recursive: true, force: true })
    makePackage()
    return readFileSync(join(root, 'build/package/linux-unpacked/resources/files.sha256'), 'utf8')
  })
  expect(second).toBe(first)
})
