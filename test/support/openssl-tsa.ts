import { spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** A time-stamping authority as openssl has it, with a root of its own, in a folder of its own. */
export class OpensslTsa {
  readonly #folder: string

  constructor(folder: string) {
    this.#folder = folder
    this.#makeAuthority()
  }

  /** PEM of the root. */
  root(): Uint8Array {
    return readFileSync(this.#at('ca.pem'))
  }

  /** The answer to a request, as bytes of a .tsr. */
  answer(request: Uint8Array): Uint8Array {
    writeFileSync(this.#at('request.tsq'), request)
    const who = ['-signer', 'tsa.pem', '-inkey', 'tsa.key', '-config', 'ts.cnf']
    this.openssl('ts', '-reply', '-queryfile', 'request.tsq', ...who, '-out', 'answer.tsr')
    return readFileSync(this.#at('answer.tsr'))
  }

  openssl(...words: readonly string[]): string {
    const run = spawnSync('openssl', words, { cwd: this.#folder, encoding: 'utf8' })
    if (run.status !== 0) throw new Error(`openssl ${words.join(' ')}: ${run.stderr}`)
    return run.stdout + run.stderr
  }

  #at(name: string): string {
    return join(this.#folder, name)
  }

  #makeAuthority(): void {
    const ec = '-newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes'.split(' ')
    const ca = '-addext basicConstraints=critical,CA:TRUE -addext keyUsage=critical,keyCertSign,cRLSign'
    const self = ['-days', '900', ...ca.split(' '), '-keyout', 'ca.key', '-out', 'ca.pem']
    this.openssl('req', '-x509', ...ec, '-subj', '/CN=Zeit CA', ...self)
    this.openssl('req', ...ec, '-subj', '/CN=Zeitstempel 1', '-keyout', 'tsa.key', '-out', 'tsa.csr')
    // No list is published for it, and it says so (RFC 9608).
    const purpose =
      'keyUsage=critical,digitalSignature\nextendedKeyUsage=critical,timeStamping\n2.5.29.56=ASN1:NULL\n'
    writeFileSync(this.#at('tsa.cnf'), purpose)
    const issue = '-CA ca.pem -CAkey ca.key -CAcreateserial -days 800 -extfile tsa.cnf'.split(' ')
    this.openssl('x509', '-req', '-in', 'tsa.csr', ...issue, '-out', 'tsa.pem')
    const policy =
      'default_policy=1.2.3.4\ndigests=sha256\nsigner_digest=sha256\nserial=serial\ness_cert_id_alg=sha256\n'
    writeFileSync(this.#at('ts.cnf'), `[tsa]\ndefault_tsa=t\n[t]\n${policy}`)
    writeFileSync(this.#at('serial'), '01\n')
  }
}
