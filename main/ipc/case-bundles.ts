import type { EntryFacts } from '../core/ledger/entry-facts.ts'
import { visibleText } from '../core/seal/visible-case.ts'
import { readCaseNote, type CaseNote, type KnownBundle } from '../disk/case-note.ts'
import { exists } from '../disk/write-once.ts'
import type { CaseBundle } from '../../preload/contract/custody.ts'
import type { OpenCase } from './open-case.ts'

/** The bundles of the open case in the order in which they came to it. */
export async function caseBundlesOf(open: OpenCase): Promise<readonly CaseBundle[]> {
  const note = (await readCaseNote(open.folder.path)) ?? { bundles: [], known: [] }
  const isOpen = open.judged.facts().manifestSha256
  const entries = open.records.entries()
  return Promise.all(
    note.bundles.map(async (sha256) => {
      const known = note.known.find((one) => one.sha256 === sha256)
      return {
        sha256,
        name: visibleText(known?.name ?? ''),
        exhibit: visibleText(known?.exhibit ?? ''),
        addedAt: known?.addedAt ?? null,
        previous: previousOf(known, note),
        findings: findingsOn(entries, sha256),
        isOpen: sha256 === isOpen,
        present: (await reachable(known?.places ?? [])) !== undefined,
      }
    }),
  )
}

/** The first of the places that can be reached now. */
export async function reachable(places: readonly string[]): Promise<string | undefined> {
  for (const place of places) if (await exists(place)) return place
  return undefined
}

/** By its name where the case has it; else as the bundle says it. */
function previousOf(bundle: KnownBundle | undefined, note: CaseNote): string | null {
  const said = bundle?.previousBundle ?? null
  if (said === null) return null
  const named = note.known.find(({ bundleId, sha256 }) => bundleId === said || sha256 === said)
  return visibleText(named?.name ?? said)
}

function findingsOn(entries: readonly EntryFacts[], bundle: string): number {
  return entries.filter(
    ({ kind, annotation, supersededBy, withdrawn }) =>
      annotation?.bundle === bundle && kind !== 'personalNote' && supersededBy === null && !withdrawn,
  ).length
}
