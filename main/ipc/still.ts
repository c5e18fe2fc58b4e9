import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { app } from 'electron'
import { systemPhrases } from '../cli.ts'
import { identityFrom } from '../cli/identity-from.ts'
import { openWords, readerFrom } from '../cli/open-with.ts'
import { exit, readWords, textOption, type Words } from '../cli/words.ts'
import type { Failure } from '../core/failure.ts'
import { fail, ok, type Result } from '../core/result.ts'
import type { SigningIdentity } from '../core/signing.ts'
import { openAndJudge, type Judged } from '../judge.ts'
import { lockSession } from '../lockdown.ts'
import { failureText } from '../phrases.ts'
import { openEncrypted } from '../verify/open-encrypted.ts'
import { ClipRoom } from './clip-room.ts'
import type { Desk } from './desk.ts'
import { stillFiles, writeAll } from './export-still.ts'
import { examineFrame } from './frame-facts.ts'
import { serveScheme } from './scheme.ts'
import { giveUp, makeDesk, startWords } from './start.ts'

/** `frames BUNDLE#CLIP --still N --out DIR [--key P12 --pass-file FILE]`: one frame with its signed sidecar. */
export function startStill(root: string, words: readonly string[]): void {
  app.on('window-all-closed', () => undefined)
  app.whenReady().then(async () => app.exit(await still(root, words.slice(1))), giveUp)
}

async function still(root: string, words: readonly string[]): Promise<number> {
  const phrases = await systemPhrases(undefined)
  const values = ['still', 'out', 'key', 'pass-file', 'trust', 'home', ...openWords]
  const read = readWords(words, { values, files: [1, 1], required: ['still', 'out'] })
  const frame = read.ok ? textOption(read.value, 'still') : undefined
  if (!read.ok || !/^\d{1,9}$/.test(frame ?? '')) {
    const word = read.ok ? `--still ${frame}` : read.failure
    process.stderr.write(`${phrases('cli.usage', { verb: 'frames', word })}\n`)
    return exit.unusable
  }
  const made = await stillWith(root, read.value, Number(frame))
  if (made.ok) process.stdout.write(made.value.map((file) => `${file}\n`).join(''))
  else process.stderr.write(`${failureText(phrases, made.failure)}\n`)
  return made.ok ? exit.passed : exit.unusable
}

async function stillWith(root: string, words: Words, frame: number): Promise<Result<string[], Failure>> {
  const [word = ''] = words.files
  const hash = word.lastIndexOf('#')
  if (hash < 0) return fail({ code: 'file.notFound', name: word })
  const reader = await readerFrom(words)
  if (!reader.ok) return reader
  const scratch = await mkdtemp(join(tmpdir(), 'asservat-still-'))
  app.setPath('userData', join(scratch, 'browser'))
  try {
    const trust = textOption(words, 'trust')
    const installed = textOption(words, 'home') ?? startWords([]).home
    const asked = { ...startWords([]), home: scratch, trust: trust && resolve(trust), installed }
    const desk = await makeDesk(root, asked, () => undefined)
    const opened = await openAndJudge(resolve(word.slice(0, hash)), desk.judging)
    if (!opened.ok) return opened
    try {
      const read = await openEncrypted(opened.value.judged, reader.value)
      if (!read.ok) return read
      return await stillFrom(opened.value, { desk, words, clip: word.slice(hash + 1), frame })
    } finally {
      opened.value.judged.forget()
      await opened.value.file.close()
    }
  } finally {
    await rm(scratch, { recursive: true, force: true })
  }
}

interface Order {
  readonly desk: Desk
  readonly words: Words
  readonly clip: string
  readonly frame: number
}

async function stillFrom(
  { judged }: Judged,
  { desk, words, clip: name, frame }: Order,
): Promise<Result<string[], Failure>> {
  const { case: sealed, sample } = judged.facts()
  const clip = sealed?.clips.find((one) => [one.path, one.originalName, String(one.number)].includes(name))
  if (!clip) return fail({ code: 'file.notFound', name })
  const identity = await signer(words, desk, sample)
  if (!identity.ok) return identity
  const silent = (): void => undefined
  const clips = new ClipRoom(judged, silent, silent)
  const none = () => new Response(null, { status: 404 })
  await lockSession(
    serveScheme(
      desk.places.renderer,
      async (request, kind, number) => (await clips.serve(request, kind, number)) ?? none(),
    ),
  )
  const order = { desk, clip: clip.number, frame, processing: null, number: 1 }
  const source = { judged, clips, entries: () => [] }
  const wish = { still: true, processing: null }
  const examined = await examineFrame(source, await desk.frameRoom(), order, wish)
  if (!examined.ok) return examined
  const made = await stillFiles(order, examined.value, identity.value)
  if (!made.ok) return made
  const out = resolve(textOption(words, 'out') ?? '')
  const written = await writeAll(out, made.value)
  return written.ok ? ok(made.value.map((file) => join(out, file.name))) : written
}

/** Without a key the sample identity signs, and for the sample bundle only. */
async function signer(words: Words, desk: Desk, sample: boolean): Promise<Result<SigningIdentity, Failure>> {
  const [key, pass] = [textOption(words, 'key'), textOption(words, 'pass-file')]
  if (key !== undefined && pass !== undefined) return identityFrom(key, pass)
  const own = sample ? await desk.sampleIdentity() : undefined
  return own ? ok(own) : fail({ code: 'key.sampleOnly' })
}
