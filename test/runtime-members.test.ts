import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { root } from './support/checkout.ts'
import { modulesUnder } from './support/module-imports.ts'

/**
 * The types are those of the pinned Electron, but the application also runs on Electron 33, where these are missing
 * (compared once, by the declared members against the living objects).
 */
const missingIn33 = `
  registerPreloadScript getPreloadScripts unregisterPreloadScript SharedDictionary
  encryptStringAsync decryptStringAsync isAsyncEncryptionAvailable
  copyVideoFrameAt saveVideoFrameAs focusedFrame zoomMode collectJavaScriptCallStack frameToken
  isHardwareAccelerationEnabled getAccessibilitySupportFeatures isContentProtected isSnapped getAccentColor
  sharedTexture localAIHandler
`
  .trim()
  .split(/\s+/)

/** In Electron 33, yet not in the oldest Node that the command line runs in. */
const missingInNode20 = [
  'node:sqlite',
  'Promise.try',
  'Iterator.from',
  'toWellFormed(',
  'Float16Array',
  'Math.f16round',
]

test.each([
  ['Electron 33', missingIn33],
  ['Node 20', missingInNode20],
])('nothing is used that %s lacks', (_runtime, names) => {
  const modules = ['main', 'preload'].flatMap(modulesUnder)
  const uses = modules.flatMap((module) => {
    const text = readFileSync(join(root, module), 'utf8')
    return names.filter((name) => text.includes(name)).map((name) => `${module}: ${name}`)
  })
  expect(modules.length).toBeGreaterThan(50)
  expect(uses).toEqual([])
})
