import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { toPem } from '../../main/crypto/pem.ts'
import type { Holder } from './pki.ts'

const libraries = ['/usr/lib/softhsm/libsofthsm2.so', '/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so']

/** SoftHSM's library, or undefined where it is not installed. */
export const softHsm = libraries.find((path) => existsSync(path))

/** A token in software with its own folder; `SOFTHSM2_CONF` says where it lies to whoever loads the library. */
export class SoftToken {
  readonly folder: string
  readonly label: string
  readonly pin = '4711 ü'

  constructor(label = 'Prüfstelle', folder = mkdtempSync(join(tmpdir(), 'token-'))) {
    this.folder = folder
    this.label = label
    mkdirSync(join(this.folder, 'tokens'))
    const lines = [
      `directories.tokendir = ${this.tokens}`,
      'objectstore.backend = file',
      'log.level = ERROR',
      '',
    ]
    writeFileSync(this.configuration, lines.join('\n'))
    process.env['SOFTHSM2_CONF'] = this.configuration
    this.#run('softhsm2-util', [
      '--init-token',
      '--free',
      '--label',
      label,
      '--pin',
      this.pin,
      '--so-pin',
      '12345678',
    ])
  }

  get tokens(): string {
    return join(this.folder, 'tokens')
  }

  get configuration(): string {
    return join(this.folder, 'softhsm2.conf')
  }

  /** Puts a key and its certificate on the token, as an office's card desk does. */
  hold(holder: Holder, id: string, label: string): void {
    const files = { key: join(this.folder, `${id}.key`), der: join(this.folder, `${id}.der`) }
    writeFileSync(files.key, holder.key.export({ type: 'pkcs8', format: 'pem' }))
    writeFileSync(files.der, holder.certificate.der)
    writeFileSync(join(this.folder, `${id}.pem`), toPem(holder.certificate.der, 'CERTIFICATE'))
    const into = ['--token', this.label, '--label', label, '--id', id, '--pin', this.pin]
    this.#run('softhsm2-util', ['--import', files.key, ...into])
    this.#tool('--write-object', files.der, '--type', 'cert', '--id', id, '--label', label)
  }

  #tool(...words: readonly string[]): void {
    const login = ['--module', softHsm ?? '', '--login', '--pin', this.pin, '--token-label', this.label]
    this.#run('pkcs11-tool', [...login, ...words])
  }

  #run(program: string, words: readonly string[]): void {
    execFileSync(program, words, {
      stdio: 'pipe',
      env: { ...process.env, SOFTHSM2_CONF: this.configuration },
    })
  }
}

/** The library that can lock, lose its token, crash and hang; what it does stands in the file that `tell` writes. */
export function faultyLibrary(folder: string): { readonly path: string; tell(word: string): void } {
  const path = join(folder, 'faulty-token.so')
  const source = join(import.meta.dirname, 'faulty-token.c')
  execFileSync('cc', ['-shared', '-fPIC', `-DSOFTHSM="${softHsm ?? ''}"`, '-o', path, source, '-ldl'])
  process.env['FAULTY_TOKEN'] = join(folder, 'fault')
  const tell = (word: string) => writeFileSync(join(folder, 'fault'), word)
  tell('nothing')
  return { path, tell }
}
