import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { app, BrowserWindow, protocol } from 'electron'
import { createHash } from 'node:crypto'
import { serveClip } from '../../../main/media/clip-protocol.ts'
import { indexClip } from '../../../main/media/frame-index.ts'
import { verifiedSource, type VerifiedSource } from '../../../main/media/verified-source.ts'
import type { SealedClip } from '../../../main/core/chunks/verify-chunk.ts'
import type { Sha256 } from '../../../main/core/bytes.ts'
import { flipped, sealedClip } from '../sealed-clip.ts'
import { stageChunk } from './stage-chunk.ts'
import { toPlain } from './plain-table.ts'

/** A window with nothing but the player in it, over clips that were sealed a moment ago. */
export interface StageClip {
  readonly path: string
  readonly mediaType: string
  /** Bytes that were changed after sealing. */
  readonly flip?: readonly number[]
}

const [folder = '', list = ''] = process.argv.slice(-2)
const clips = JSON.parse(readFileSync(list, 'utf8')) as StageClip[]
const sha256: Sha256 = (bytes) => new Uint8Array(createHash('sha256').update(bytes).digest())
const opened = new Map<number, { clip: SealedClip; source: VerifiedSource }>()

protocol.registerSchemesAsPrivileged([
  { scheme: 'app', privileges: { standard: true, secure: true, stream: true, supportFetchAPI: true } },
])
app.on('window-all-closed', () => app.quit())
void app.whenReady().then(() => {
  protocol.handle('app', (request) => serve(request))
  const window = new BrowserWindow({
    width: 980,
    height: 580,
    webPreferences: { sandbox: true, backgroundThrottling: false },
  })
  return window.loadURL('app://ui/stage.html')
})

async function serve(request: Request): Promise<Response> {
  const path = new URL(request.url).pathname
  const [, kind, number] = /^\/(clip|table)\/(\d+)$/.exec(path) ?? []
  if (kind === 'clip') return serveClip(request, clipAt(Number(number)).clip, clipAt(Number(number)).source)
  if (kind === 'table') return Response.json(await tableAt(Number(number)))
  const type =
    { html: 'text/html', js: 'text/javascript', css: 'text/css' }[path.split('.').at(-1) ?? ''] ??
    'text/plain'
  return new Response(readFileSync(join(folder, path)), {
    headers: { 'content-type': type, 'content-security-policy': policy },
  })
}

const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; media-src 'self'; font-src 'self' data:; img-src 'self' data:; connect-src 'self'; worker-src 'self'"

function clipAt(number: number): { clip: SealedClip; source: VerifiedSource } {
  const known = opened.get(number)
  if (known) return known
  const { path, mediaType, flip = [] } = clips[number - 1] ?? { path: '', mediaType: '' }
  const bytes = new Uint8Array(readFileSync(path))
  let found: Uint8Array = bytes
  for (const at of flip) found = flipped(found, at)
  const clip = sealedClip(bytes, { mediaType, found, ...(flip.length > 0 ? { chunkSize: stageChunk } : {}) })
  const made = { clip, source: verifiedSource(clip, sha256, () => undefined) }
  opened.set(number, made)
  return made
}

async function tableAt(number: number): Promise<unknown> {
  const { clip, source } = clipAt(number)
  const table = await indexClip(source, { name: clip.path })
  if (!table.ok) return table
  const facts = { number, path: clip.path, size: clip.bytes.size, mediaType: clip.mediaType }
  return { facts, table: toPlain(table.value) }
}
