import { createHash } from 'node:crypto'
import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { root } from '../support/checkout.ts'
import { debianPackage, makePackage } from '../support/packaged-application.ts'

test('two builds of the same sources are the same package, to the byte', () => {
  const [first, second] = [0, 1].map(() => {
    // Built and packed from nothing, not handed out again.
    for (const part of ['build/stamps/build', 'build/package'])
      rmSync(join(root, part), { recursive: true, force: true })
    makePackage()
    return createHash('sha256').update(readFileSync(debianPackage)).digest('hex')
  })
  expect(second).toBe(first)
})
