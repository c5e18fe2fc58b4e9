import type { Failure } from '../core/failure.ts'
import { fail, ok, type Result } from '../core/result.ts'
import type { TrustFacts } from '../core/trust/trust-facts.ts'
import { trustFrom } from '../crypto/trust-file.ts'
import { homeFolder } from '../disk/home.ts'
import { readFolder } from '../disk/read-folder.ts'
import { failureText, type Phrases } from '../phrases.ts'
import type { TrustProof } from '../trust/accept-trust.ts'
import { confirmationBytes } from '../trust/confirming-person.ts'
import { byRoot, importLists, importTrust, namesLists, type OfferedTrust } from '../trust/import-trust.ts'
import { showTrust } from '../trust/show-trust.ts'
import { readTrustStore } from '../trust/trust-store.ts'
import { identityFrom } from './identity-from.ts'
import { exit, listOption, readWords, textOption, type Streams, type Words } from './words.ts'

/**
 * `trust show [--trust DIR] [--json]`: what counts here; `trust import FILE [--fingerprint DIGITS]
 * [--confirm-with P12 --pass-file FILE, both twice]`: a trust file, its folder, or revocation lists (`.crl`).
 */
export async function trust(words: readonly string[], streams: Streams, phrases: Phrases): Promise<number> {
  const [act = '', ...rest] = words
  const read = readWords(rest, {
    values: act === 'show' ? ['home', 'trust'] : ['home', 'fingerprint'],
    lists: act === 'show' ? [] : ['confirm-with', 'pass-file'],
    flags: ['json'],
    files: act === 'show' ? [0, 0] : [1, 1],
  })
  if (!read.ok || (act !== 'show' && act !== 'import')) {
    streams.err(phrases('cli.usage', { verb: 'trust', word: read.ok ? act : read.failure }))
    return exit.unusable
  }
  const shown = await (act === 'show' ? shownTrust(read.value) : imported(read.value))
  if (!shown.ok) {
    streams.err(failureText(phrases, shown.failure))
    return exit.unusable
  }
  if (read.value.options['json']) streams.out(JSON.stringify(shown.value))
  else for (const line of linesOf(shown.value, phrases)) streams.out(line)
  return act === 'show' && shown.value.anchors.length === 0 ? exit.indeterminate : exit.passed
}

async function shownTrust(words: Words): Promise<Result<TrustFacts, Failure>> {
  const store = await readTrustStore(homeFolder(textOption(words, 'home')))
  if (!store.ok) return store
  const named = textOption(words, 'trust')
  const folder = named === undefined ? undefined : await readFolder(named, 'failure')
  if (folder && !folder.ok) return folder
  return ok(showTrust(store.value, new Date(), folder && trustFrom(folder.value)))
}

async function imported(words: Words): Promise<Result<TrustFacts, Failure>> {
  const home = homeFolder(textOption(words, 'home'))
  const path = words.files[0] ?? ''
  const now = new Date()
  const change = namesLists(path)
    ? await importLists(home, path, now, () => Promise.resolve(ok(null)))
    : await importTrust(home, path, now, (offered) => proofFrom(words, offered, now))
  return change.ok ? shownTrust({ files: [], options: { home } }) : change
}

/** The proof that the command line gives. */
async function proofFrom(
  words: Words,
  { offer, root }: OfferedTrust,
  now: Date,
): Promise<Result<TrustProof, Failure>> {
  const digits = textOption(words, 'fingerprint')
  if (digits !== undefined) return ok({ way: 'fingerprint', digits })
  const keys = listOption(words, 'confirm-with')
  if (keys.length === 0) return byRoot
  const confirmations: Uint8Array[] = []
  for (const [i, key] of keys.entries()) {
    const identity = await identityFrom(key, listOption(words, 'pass-file')[i] ?? '')
    if (!identity.ok) return identity
    if (identity.value.sample) return fail({ code: 'key.sampleOnly' })
    const statement = confirmationBytes(offer.sha256, offer.version, root.sha256)
    confirmations.push(await identity.value.signCms(statement, now))
  }
  return ok({ way: 'twoPersons', confirmations })
}

function linesOf(facts: TrustFacts, phrases: Phrases): string[] {
  const none = phrases('cli.trust.nothing')
  const { version, sha256, root, policy } = facts
  return [
    phrases(`cli.trust.source.${facts.source}`, { version: version ?? '–', sha256: sha256 ?? '–' }),
    ...(root ? [`  ${phrases('cli.trust.root', { subject: root.subject, sha256: root.sha256 })}`] : []),
    ...(facts.anchors.length === 0 ? [`  ${none}`] : []),
    ...facts.anchors.map(({ certificate, roles }) => {
      const words = roles.map((role) => phrases(`state.role.${role}`)).join(', ')
      return `  ${phrases('cli.trust.anchor', { ...certificate, roles: words })}`
    }),
    `  ${phrases('cli.trust.policy', { title: policy.title, issued: policy.issued })}`,
    ...facts.lists.map(
      (list) => `  ${phrases(list.stale ? 'cli.trust.staleList' : 'cli.trust.list', { ...list })}`,
    ),
    ...facts.refused.map(({ reason, subject }) => `  x ${phrases(`reason.${reason ?? ''}`, { subject })}`),
    ...facts.history.map((change) => `  ${phrases(`cli.trust.change.${change.act}`, { ...change })}`),
  ]
}
