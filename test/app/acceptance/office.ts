import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { run } from './command-line.ts'

/** A folder of this test file alone. */
export function scratch(name: string): string {
  return mkdtempSync(join(tmpdir(), `acceptance-${name}-`))
}

export const p256 = ['EC', 'ec_paramgen_curve:P-256']
export const p384 = ['EC', 'ec_paramgen_curve:P-384']
export const rsa = (bits: number): string[] => ['RSA', `rsa_keygen_bits:${bits}`]

const signs = 'keyUsage=critical,digitalSignature,nonRepudiation'
export const leafExtensions = `basicConstraints=critical,CA:FALSE\n${signs}\nsubjectKeyIdentifier=hash`
export const caExtensions =
  'basicConstraints=critical,CA:TRUE\nkeyUsage=critical,keyCertSign,cRLSign\nsubjectKeyIdentifier=hash'

interface LeafOrder {
  readonly key?: readonly string[]
  readonly issuer?: string
  readonly extensions?: string
  /** Start and end as openssl writes them; without them from today on for a year. */
  readonly dates?: readonly [string, string]
}

/** An office's certificates, made by nothing but openssl: what another vendor would hand to the program. */
export class Office {
  readonly folder: string

  constructor(folder: string) {
    this.folder = folder
    mkdirSync(folder, { recursive: true })
  }

  path(name: string): string {
    return join(this.folder, name)
  }

  /** Runs openssl in the office's folder; anything but success ends the test. */
  openssl(...words: readonly string[]): string {
    const { code, out, err } = run('openssl', words, this.folder)
    if (code !== 0) throw new Error(`openssl ${words.join(' ')}: ${err}`)
    return out
  }

  /** A self-signed authority NAME.pem with its key; another name in the certificate only where it is to deceive. */
  root(name: string, common = name): void {
    const subject = ['-subj', `/C=DE/O=Prüfamt/CN=${common}`, '-utf8', '-days', '3650']
    const curve = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-keyout', `${name}.key`]
    const extensions = ['basicConstraints=critical,CA:TRUE', 'keyUsage=critical,keyCertSign,cRLSign']
    const added = extensions.flatMap((one) => ['-addext', one])
    this.openssl('req', '-new', '-x509', ...curve, ...subject, ...added, '-out', `${name}.pem`)
  }

  /** NAME.pem and NAME.key, issued by `issuer`. */
  leaf(name: string, order: LeafOrder = {}): void {
    const [algorithm = '', parameter = ''] = order.key ?? p256
    this.openssl('genpkey', '-algorithm', algorithm, '-pkeyopt', parameter, '-out', `${name}.key`)
    const subject = ['-subj', `/C=DE/O=Prüfamt/CN=${name}`, '-utf8']
    this.openssl('req', '-new', '-key', `${name}.key`, ...subject, '-out', `${name}.csr`)
    writeFileSync(this.path(`${name}.ext`), order.extensions ?? leafExtensions)
    const issuer = order.issuer ?? 'root'
    const [start, end] = order.dates ?? []
    if (start !== undefined && end !== undefined) return this.dated(name, issuer, start, end)
    const by = ['-CA', `${issuer}.pem`, '-CAkey', `${issuer}.key`, '-CAcreateserial', '-days', '365']
    this.openssl(
      'x509',
      '-req',
      '-in',
      `${name}.csr`,
      ...by,
      '-extfile',
      `${name}.ext`,
      '-out',
      `${name}.pem`,
    )
  }

  private dated(name: string, issuer: string, start: string, end: string): void {
    const by = this.authority(issuer)
    const dates = ['-startdate', start, '-enddate', end, '-notext', '-utf8']
    const files = ['-in', `${name}.csr`, '-extfile', `${name}.ext`, '-out', `${name}.pem`]
    this.openssl('ca', '-batch', ...by, ...dates, ...files)
  }

  /** The words that make `openssl ca` act as this authority, with a register of its own. */
  private authority(issuer: string, register = issuer): string[] {
    const index = `${register}.index`
    writeFileSync(this.path(index), '')
    writeFileSync(this.path(`${register}.number`), '01\n')
    const settings = [
      `database=${index}`,
      `crlnumber=${register}.number`,
      'new_certs_dir=.',
      'policy=any',
      'rand_serial=yes',
    ]
    const rules = ['default_md=sha256', 'default_crl_days=365', 'unique_subject=no', 'crl_extensions=crl']
    const any = ['[any]', 'countryName=optional', 'organizationName=optional', 'commonName=supplied']
    const lines = ['[ca]', 'default_ca=one', '[one]', ...settings, ...rules, ...any]
    const crl = ['[crl]', 'authorityKeyIdentifier=keyid']
    writeFileSync(this.path(`${register}.cnf`), [...lines, ...crl, ''].join('\n'))
    return ['-config', `${register}.cnf`, '-cert', `${issuer}.pem`, '-keyfile', `${issuer}.key`]
  }

  /** A revocation list of the issuer as text; `dates` are its thisUpdate and nextUpdate. */
  crl(issuer: string, revoked: readonly string[] = [], dates?: readonly [string, string]): string {
    const by = this.authority(issuer, `${issuer}-crl`)
    for (const name of revoked) this.openssl('ca', ...by, '-revoke', `${name}.pem`)
    const [last, next] = dates ?? []
    const valid =
      last === undefined || next === undefined ? [] : ['-crl_lastupdate', last, '-crl_nextupdate', next]
    return this.openssl('ca', ...by, '-gencrl', ...valid)
  }

  /** A trust folder of these files by name and content. */
  trust(name: string, files: Readonly<Record<string, string | Buffer>>): string {
    const folder = this.path(name)
    mkdirSync(folder)
    for (const [file, content] of Object.entries(files)) writeFileSync(join(folder, file), content)
    return folder
  }

  /** The words `--key` and `--pass-file` of a PKCS#12 file made as told. */
  identity(name: string, chain: readonly string[] = ['root'], options: readonly string[] = []): string[] {
    const file = `${name}${options.join('')}.p12`
    writeFileSync(this.path(`${name}.pass`), 'Größe auf Kies 7\n')
    writeFileSync(
      this.path(`${name}.chain`),
      chain.map((one) => this.openssl('x509', '-in', `${one}.pem`)).join(''),
    )
    const keys = ['-inkey', `${name}.key`, '-in', `${name}.pem`, '-certfile', `${name}.chain`]
    this.openssl('pkcs12', '-export', ...keys, '-passout', `file:${name}.pass`, '-out', file, ...options)
    return ['--key', this.path(file), '--pass-file', this.path(`${name}.pass`)]
  }
}
