// Checks a ledger by main/core/FORMAT.md alone: node ledger-checker.mjs FILE [CHECKPOINT]
// Needs Node and the sqlite3 command line; shares no line with the program whose files it judges.
import { execFileSync } from 'node:child_process'
import { createPublicKey, verify } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { canonical, cmsSigner, H, hex, parse, parseNote, proves, rootOf } from './checker-parts.mjs'

const [file, anchorFile] = process.argv.slice(2)
const schemaHash = 'a1f504722859ed37a6d8d394c9849bb9121793b29a5ad31c718e07b95939c354'
const kinds =
  'sessionGrant bundleOpened sealChecked chunkBroken clipViewed annotation correction withdrawal stillExported copyDisclosed clockSet reportSigned checkpoint import countersignature blindReview decision trustChanged deletionNote personalNote accessed'
const faults = []
const open = []
const fault = (entry, why) => faults.push({ entry, why })

/** Rows of hex columns; sqlite3 opens the file as one that never changes, so nothing is written beside it. */
function query(sql) {
  const words = [
    '-readonly',
    '-json',
    `file:${file.replaceAll('%', '%25').replaceAll('?', '%3f')}?immutable=1`,
    sql,
  ]
  const text = execFileSync('sqlite3', words, {
    encoding: 'utf8',
    maxBuffer: 1 << 30,
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  return text.trim() === '' ? [] : JSON.parse(text)
}

/** Roots of the complete subtrees, largest first. */
function frontierOf(leaves) {
  const roots = []
  let at = 0
  for (let bit = 2 ** 40; bit >= 1; bit /= 2) {
    if (Math.floor(leaves.length / bit) % 2 === 1) roots.push(hex(rootOf(leaves.slice(at, (at += bit)))))
  }
  return roots
}

function noteIsBy(note, key) {
  const spki = createPublicKey({ key, format: 'der', type: 'spki' })
  return (
    note.line?.subarray(0, 4).equals(H(key).subarray(0, 4)) &&
    verify('sha256', Buffer.from(note.lines), spki, note.line.subarray(4))
  )
}

const leaves = []
const erased = []
const absent = []
let session,
  named,
  covered = 0

function checkGrant(seq, body, data) {
  const outer = data && parse(data, 'grant cms')
  const grant =
    outer &&
    parse(Buffer.from(outer.grant), 'format ledger case key certificate size head root from until loss')
  session = { seq, author: body.author }
  if (!data) return
  if (!grant) return fault(seq, 'grant malformed')
  Object.assign(session, { key: Buffer.from(grant.key, 'base64'), until: grant.until })
  const head = leaves.length > 0 ? hex(leaves.at(-1)) : '0'.repeat(64)
  const fits =
    grant.format === 'asservat-session/1' && grant.ledger === body.ledger && grant.case === body.case
  const stands = grant.size === leaves.length && grant.head === head && grant.root === hex(rootOf(leaves))
  const by = cmsSigner(Buffer.from(outer.cms, 'base64'), Buffer.from(outer.grant), grant.certificate)
  if (!fits || !stands || !by || by !== body.author) return fault(seq, 'grant does not hold')
  covered = leaves.length
}

function checkCheckpoint(seq, body, data) {
  const found = parse(data, 'note cms frontier head schema session closing')
  const note = found && parseNote(found.note)
  if (!note) return fault(seq, 'checkpoint malformed')
  const then = leaves.slice(0, note.size)
  const place =
    note.size >= session.seq && note.size < seq && seq - note.size <= 4096 && found.session === session.seq
  const stands =
    note.root === rootOf(then).toString('base64') && found.head === hex(then.at(-1) ?? Buffer.alloc(0))
  const frontier = found.frontier.join() === frontierOf(then).join() && found.schema === schemaHash
  const origin = note.origin === `asservat/${body.ledger}/${body.case}`
  const by = cmsSigner(Buffer.from(found.cms, 'base64'), Buffer.from(found.note), body.author)
  if (!place || !stands || !frontier || !origin || !by || (session.key && !noteIsBy(note, session.key)))
    fault(seq, 'checkpoint does not hold')
  else covered = note.size
  session.closed = found.closing
}

/** A day that its month has, an hour that the day has. */
function isMoment(time) {
  const moment = new Date(time)
  return !Number.isNaN(moment.getTime()) && moment.toISOString() === time
}

function checkEntry({ seq, body: bodyHex, signature: signatureHex, salt, data: dataHex }) {
  const [bytes, signature] = [Buffer.from(bodyHex ?? '', 'hex'), Buffer.from(signatureHex ?? '', 'hex')]
  const body = parse(bytes, 'v ledger case seq prev author time kind commit')
  if (seq !== leaves.length + 1) fault(leaves.length + 1, 'entry missing')
  if (!body || body.v !== 1 || !isMoment(body.time) || !kinds.split(' ').includes(body.kind))
    fault(seq, 'malformed')
  else {
    named ??= `asservat/${body.ledger}/${body.case}`
    if (body.seq !== seq) fault(seq, 'moved')
    if (`asservat/${body.ledger}/${body.case}` !== named) fault(seq, 'of another ledger')
    if (body.prev !== (leaves.length > 0 ? hex(leaves.at(-1)) : '0'.repeat(64))) fault(seq, 'chain broken')
    const data = dataHex === null ? undefined : Buffer.from(dataHex, 'hex')
    if (body.kind === 'sessionGrant') checkGrant(seq, body, data)
    checkSigned(seq, body, bytes, signature, data !== undefined)
    if (!data) absent.push(...(body.kind === 'personalNote' ? [] : [seq]))
    else if (hex(H(Buffer.of(2), Buffer.from(salt, 'hex'), data)) !== body.commit)
      fault(seq, 'content changed')
    else if (!parse(data)) fault(seq, 'content not canonical')
    else if (body.kind === 'checkpoint' && session) checkCheckpoint(seq, body, data)
    else if (body.kind === 'deletionNote')
      for (const [first, last] of parse(data).ranges) if (last < seq) erased.push([first, last, seq])
  }
  while (leaves.length < seq - 1) leaves.push(Buffer.alloc(32))
  leaves.push(H(Buffer.of(0), bytes, signature))
}

function checkSigned(seq, body, bytes, signature, hasContent) {
  if (!session) return fault(seq, 'without a grant')
  if (session.closed) fault(seq, 'after the close')
  if (!session.key && hasContent && !['sessionGrant', 'checkpoint'].includes(body.kind))
    open.push(`entry ${seq} under an erased grant`)
  if (body.author !== session.author || (session.until && body.time > session.until))
    fault(seq, 'not under its grant')
  if (!session.key) return
  const key = createPublicKey({ key: session.key, format: 'der', type: 'spki' })
  if (!verify('sha256', bytes, { key, dsaEncoding: 'ieee-p1363' }, signature)) fault(seq, 'signature invalid')
}

function checkFile() {
  const [{ application_id: application }] = query('SELECT * FROM pragma_application_id')
  const rows = query(
    "SELECT type, name, tbl_name, coalesce(sql, '') AS sql FROM sqlite_schema ORDER BY type, name",
  )
  const schema = hex(H(canonical(rows.map((row) => [row.type, row.name, row.tbl_name, row.sql]))))
  if (application !== 0x41737665 || schema !== schemaHash) fault(0, 'schema changed')
  const columns =
    'e.seq, hex(body) AS body, hex(signature) AS signature, hex(salt) AS salt, CASE WHEN data IS NULL THEN NULL ELSE hex(data) END AS data'
  for (const row of query(
    `SELECT ${columns} FROM entry e LEFT JOIN payload p ON p.seq = e.seq ORDER BY e.seq`,
  ))
    checkEntry(row)
  for (const { seq } of query('SELECT seq FROM payload WHERE seq NOT IN (SELECT seq FROM entry)'))
    fault(seq, 'content without entry')
  if (query('PRAGMA integrity_check(1)')[0].integrity_check !== 'ok') fault(leaves.length + 1, 'file damaged')
  for (const seq of absent)
    if (!erased.some(([from, to]) => seq >= from && seq <= to)) fault(seq, 'content missing')
  for (const { seq, note } of query('SELECT seq, note FROM erased'))
    if (!erased.some(([from, to, by]) => by === note && seq >= from && seq <= to))
      fault(seq, 'marked as erased by no note')
  if (!session?.closed || covered < leaves.length - 1) open.push('open end')
}

function checkAnchor(text) {
  const anchor = parseNote(text)
  if (!anchor || anchor.origin !== named) return open.push('no anchor of this ledger')
  if (anchor.size > leaves.length) return fault(leaves.length + 1, 'behind the anchor')
  if (rootOf(leaves.slice(0, anchor.size)).toString('base64') !== anchor.root)
    fault(anchor.size, 'other than the anchor')
}

/** An extract: every entry by its proof, its content by its commitment, its signature by the grant shown before it. */
function checkExtract(text) {
  const [head, ...rows] = text
    .slice(0, -1)
    .split('\n')
    .map((line) => parse(Buffer.from(line)))
  const note = parseNote(head.note ?? '')
  if (head.format !== 'asservat-ledger-extract/1' || !note) return fault(0, 'no extract with a checkpoint')
  named = `asservat/${head.ledger}/${head.case}`
  const same = note.origin === named && note.size === head.size
  if (!same || Buffer.from(note.root, 'base64').toString('hex') !== head.root)
    fault(head.size, 'checkpoint of another tree')
  let [key, last, signer, author] = [undefined, 0, undefined, undefined]
  for (const row of rows) {
    const [bytes, signature] = [Buffer.from(row.body), Buffer.from(row.signature, 'base64')]
    const body = parse(bytes, 'v ledger case seq prev author time kind commit')
    const proof = row.proof.map((node) => Buffer.from(node, 'base64'))
    const leaf = H(Buffer.of(0), bytes, signature)
    if (body?.seq !== row.seq || row.seq <= last) fault(row.seq, 'malformed')
    if (!proves(leaf, row.seq - 1, head.size, proof, head.root)) fault(row.seq, 'not in the tree')
    const data = row.data === null ? undefined : Buffer.from(row.data)
    const salt = Buffer.from(row.salt ?? '', 'base64')
    if (data && hex(H(Buffer.of(2), salt, data)) !== body.commit) fault(row.seq, 'content changed')
    if (row.state === 'missing') fault(row.seq, 'content missing')
    if (body.kind === 'sessionGrant' && data) {
      const outer = parse(data, 'grant cms')
      const grant = JSON.parse(outer.grant)
      signer = cmsSigner(Buffer.from(outer.cms, 'base64'), Buffer.from(outer.grant), body.author)
      if (!signer || grant.certificate !== body.author) fault(row.seq, 'grant does not hold')
      key = createPublicKey({ key: Buffer.from(grant.key, 'base64'), format: 'der', type: 'spki' })
    }
    if (key && !verify('sha256', bytes, { key, dsaEncoding: 'ieee-p1363' }, signature))
      fault(row.seq, 'signature invalid')
    last = row.seq
    author = body?.author
  }
  const whole = rows.length === head.size
  if (whole && key && !noteIsBy(note, key.export({ format: 'der', type: 'spki' })))
    fault(head.size, 'checkpoint of another session')
  if (signer && !cmsSigner(Buffer.from(head.cms, 'base64'), Buffer.from(head.note), whole ? author : signer))
    fault(head.size, 'checkpoint not signed')
  return { entries: rows.length, root: head.root, whole }
}

const start = readFileSync(file)
if (start.subarray(0, 8).toString() === '{"case":') {
  const shown = checkExtract(start.toString('utf8'))
  const firstBad = faults.length > 0 ? Math.min(...faults.map(({ entry }) => entry)) : null
  process.stdout.write(`${JSON.stringify({ ...shown, firstBad, faults })}\n`)
  process.exit(faults.length > 0 ? 1 : 0)
}

try {
  checkFile()
  if (anchorFile) checkAnchor(readFileSync(anchorFile, 'utf8'))
} catch (error) {
  fault(leaves.length + 1, `unreadable: ${error.message.split('\n')[0]}`)
}
const firstBad = faults.length > 0 ? Math.min(...faults.map(({ entry }) => entry)) : null
const [root, head] = [hex(rootOf(leaves)), leaves.length > 0 ? hex(leaves.at(-1)) : '0'.repeat(64)]
const answer = { entries: leaves.length, root, head, firstBad, open: open.length > 0, faults }
process.stdout.write(`${JSON.stringify(answer)}\n`)
process.exitCode = faults.length > 0 ? 1 : 0
