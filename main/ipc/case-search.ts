import { join } from 'node:path'
import { fromUtf8, toHex } from '../core/bytes.ts'
import { parseCaptions, type Cue } from '../core/clip/captions.ts'
import { findCues } from '../core/clip/find-cues.ts'
import { frameAt } from '../core/clip/frame-table.ts'
import type { EntryFacts } from '../core/ledger/entry-facts.ts'
import { sha256 } from '../crypto/hash.ts'
import type { CaseFolder } from '../disk/case-folder.ts'
import { openSearchIndex, type SearchIndex } from '../ledger/search-index.ts'
import type { JudgedFile } from '../verify/judged-file.ts'
import type { CaptionHit, SearchHits } from '../../preload/contract/notes.ts'
import type { ClipRoom } from './clip-room.ts'

/** So many of each kind are answered: who gets more asks more exactly. */
const most = 200

/** Finds words in the ledger of a case and in the captions of its bundle. The index can be thrown away at any time. */
export class CaseSearch {
  readonly #folder: CaseFolder
  readonly #judged: JudgedFile
  readonly #clips: ClipRoom
  readonly #nativeBinding: string | undefined
  #index: SearchIndex | undefined
  #cues: Promise<readonly ClipCues[]> | undefined

  constructor(folder: CaseFolder, judged: JudgedFile, clips: ClipRoom, nativeBinding: string | undefined) {
    this.#folder = folder
    this.#judged = judged
    this.#clips = clips
    this.#nativeBinding = nativeBinding
  }

  async find(entries: readonly EntryFacts[], words: string): Promise<SearchHits> {
    this.#index ??= openSearchIndex(join(this.#folder.path, 'search.index'), this.#nativeBinding)
    this.#index.follow(entries)
    return { entries: this.#index.find(words, most), captions: await this.#captions(words) }
  }

  close(): void {
    this.#index?.close()
    this.#index = undefined
  }

  async #captions(words: string): Promise<readonly CaptionHit[]> {
    this.#cues ??= this.#readCues()
    const hits: CaptionHit[] = []
    for (const { clip, cues } of await this.#cues) {
      const found = findCues(cues, words)
      const table = found.length > 0 ? await this.#clips.table(clip) : undefined
      if (!table?.ok) continue
      for (const { from, text } of found) hits.push({ clip, frame: frameAt(table.value, from / 1000), text })
    }
    return hits.slice(0, most)
  }

  /** Captions are evidence: only those whose bytes are the sealed ones are read. */
  async #readCues(): Promise<readonly ClipCues[]> {
    const facts = this.#judged.facts()
    const read = (facts.case?.captions ?? []).map(async ({ path, clip }) => {
      const number = facts.case?.clips.find((known) => known.path === clip)?.number
      const listed = facts.files.find((file) => file.path === path)
      const sealed = listed?.plainSha256 ?? listed?.sha256
      const bytes = sealed ? await this.#judged.readFile(path) : undefined
      const text = bytes && toHex(sha256(bytes)) === sealed ? fromUtf8(bytes) : undefined
      const cues = text === undefined ? undefined : parseCaptions(text)
      return number !== undefined && cues ? [{ clip: number, cues }] : []
    })
    return (await Promise.all(read)).flat().toSorted((a, b) => a.clip - b.clip)
  }
}

interface ClipCues {
  readonly clip: number
  readonly cues: readonly Cue[]
}
