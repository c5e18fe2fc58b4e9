import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { build } from 'vite'

/** Bundles a TypeScript program of the tests to one file that plain Node runs; answers where it lies. */
export async function bundled(program: string): Promise<string> {
  const outDir = mkdtempSync(join(tmpdir(), 'bundled-'))
  const name = `${basename(program, '.ts')}.mjs`
  await build({
    configFile: false,
    logLevel: 'error',
    ssr: { noExternal: true },
    build: {
      ssr: program,
      outDir,
      target: 'node20',
      minify: false,
      rolldownOptions: { external: [/^node:/], output: { entryFileNames: name, format: 'es' } },
    },
  })
  return join(outDir, name)
}
