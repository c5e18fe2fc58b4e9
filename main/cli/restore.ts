import { resolve } from 'node:path'
import { homeFolder } from '../disk/home.ts'
import { openBackup } from '../ipc/restore.ts'
import type { KeptJudging } from '../judge.ts'
import { failureText, type Phrases } from '../phrases.ts'
import type { Places } from '../places.ts'
import { exit, readWords, textOption, type Streams } from './words.ts'

/** `restore BACKUP [--home DIR] [--trust DIR]`: verifies everything in it, then puts the case in place. */
export async function restore(
  words: readonly string[],
  streams: Streams,
  phrases: Phrases,
  places: Places,
  judging: (trust: string | undefined) => Promise<KeptJudging>,
): Promise<number> {
  const read = readWords(words, { values: ['home', 'trust'], files: [1, 1] })
  if (!read.ok) {
    streams.err(phrases('cli.usage', { verb: 'restore', word: read.failure }))
    return exit.unusable
  }
  const opened = await openBackup({
    path: resolve(read.value.files[0] ?? ''),
    home: homeFolder(textOption(read.value, 'home')),
    desk: { judging: await judging(textOption(read.value, 'trust')), places },
    signal: { aborted: false },
    onProgress: () => undefined,
  })
  if (!opened.ok) {
    streams.err(failureText(phrases, opened.failure))
    return opened.failure.code === 'backup.notSound' ? exit.failed : exit.unusable
  }
  streams.out(phrases('custody.cli.restored', { ...(await opened.value.putInPlace()) }))
  return exit.passed
}
