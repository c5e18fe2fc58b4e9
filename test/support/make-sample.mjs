// node test/support/make-sample.mjs PATH/OF/handheld-cup.mp4
import { fileURLToPath } from 'node:url'
import { runnerImport } from 'vite'

const file = fileURLToPath(new URL('./make-sample.ts', import.meta.url))
await runnerImport(file, { configFile: false, logLevel: 'error' })
