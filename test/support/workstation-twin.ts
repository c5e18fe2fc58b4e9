import { noTexts, noVocabulary } from '../../main/core/office/office.ts'
import { toHex } from '../../main/core/bytes.ts'
import type { AnnotationDraft } from '../../main/core/annotation/annotation.ts'
import type { FrameTable } from '../../main/core/clip/frame-table.ts'
import type { Failure } from '../../main/core/failure.ts'
import type { EntryFacts, EntryKind } from '../../main/core/ledger/entry-facts.ts'
import { fail, ok, type Result } from '../../main/core/result.ts'
import type { TrustFacts } from '../../main/core/trust/trust-facts.ts'
import { noTrustFacts } from './trust-facts.ts'
import type { CaseBundle } from '../../preload/contract/custody.ts'
import type { ChosenFootage } from '../../preload/contract/intake.ts'
import type { PeopleView } from '../../preload/contract/people.ts'
import { nobody } from './people-view.ts'
import type {
  Bridge,
  CaseView,
  Language,
  RecentView,
  StartView,
  WorkstationEvents,
} from '../../preload/contract/workstation.ts'
import { annotationIn } from './twin-annotation.ts'

/** What a twin starts from; everything it then does is done for real, over plain data. */
export interface TwinSettings {
  readonly view: CaseView
  readonly tables: ReadonlyMap<number, FrameTable>
  readonly open?: boolean
  readonly language?: Language
  readonly recent?: readonly RecentView[]
  /** What is trusted here; nobody when absent. */
  readonly trust?: TrustFacts
  /** Who can sign; nobody when absent. */
  readonly people?: PeopleView
  /** Where the bundle lies besides, the bundles of the case, and what is chosen to be sealed. */
  readonly otherPlace?: { readonly path: string; readonly name: string }
  readonly bundles?: readonly CaseBundle[]
  readonly footage?: ChosenFootage
  /** Acts that fail, by name. */
  readonly failing?: { readonly [K in keyof Bridge]?: Failure }
}

export interface Twin extends Bridge {
  /** Tells the window what main would tell. */
  tell<K extends keyof WorkstationEvents>(event: K, value: WorkstationEvents[K]): void
  /** Calls in the order in which they came, without their answers. */
  readonly calls: readonly (readonly [string, unknown])[]
  view(): CaseView
}

const noExchange = {
  own: 'asservat/findings/0b8a6a0e-7d0a-4c57-9d5e-2f1f8f2f8a11',
  chains: [],
  blind: { state: 'none', begun: null, stated: 0 },
  supervisorBeforeReport: false,
  supervisorFixed: false,
} as const

/** The border over plain data: entries are appended, corrections and withdrawals point at what they concern. */
export function makeTwin(settings: TwinSettings): Twin {
  const listeners = new Map<string, Set<(value: never) => void>>()
  const calls: (readonly [string, unknown])[] = []
  let view = settings.view
  let language = settings.language ?? 'de'

  const act = async <T>(
    name: keyof Bridge,
    request: unknown,
    answer: () => T,
  ): Promise<Result<T, Failure>> => {
    calls.push([name, request])
    const failure = settings.failing?.[name]
    return failure ? fail(failure) : ok(answer())
  }

  const twin: Twin = {
    calls,
    view: () => view,
    tell: (event, value) => listeners.get(event)?.forEach((listener) => listener(value as never)),
    start: () => Promise.resolve(startView()),
    async setLanguage(request) {
      language = request.language
      twin.tell('languageChanged', language)
      return language
    },
    chooseBundle: () => act('chooseBundle', undefined, () => view),
    openBundle: (request) => act('openBundle', request, () => view),
    openSample: () => act('openSample', undefined, () => view),
    closeBundle: () => act('closeBundle', undefined, () => null),
    async frameTable({ clip }) {
      const table = settings.tables.get(clip)
      return table ? ok(table) : fail({ code: 'clip.notReady', clip: String(clip) })
    },
    unlock: () => act('unlock', undefined, () => view),
    continueLedger: () => act('continueLedger', undefined, () => view),
    annotate: (draft) => act('annotate', draft, () => append('annotation', draft, null, null)),
    correctAnnotation: (request) =>
      act('correctAnnotation', request, () =>
        append('correction', request.draft, request.entry, request.reason),
      ),
    withdrawAnnotation: (request) =>
      act('withdrawAnnotation', request, () => append('withdrawal', null, request.entry, request.reason)),
    signReport: (request) =>
      act('signReport', request, () => ({
        pdf: '/media/berichte/report.pdf',
        container: '/media/berichte/report.asice',
        pdfSha256: 'ab'.repeat(32),
        number: '2026-001',
      })),
    verifyFile: (request) => act('verifyFile', request, () => ({ kind: 'sealed', facts: view.bundle })),
    chooseToVerify: () => act('chooseToVerify', undefined, () => ({ kind: 'sealed', facts: view.bundle })),
    pauseVerification: (request) => told('pauseVerification', request),
    watching: (request) => told('watching', request),
    zoomPage: async () => 1,
    displays: async () => 1,
    startPresentation: async () => ok(null),
    recordShown: async () => ok(null),
    endPresentation: async () => null,
    copyText: (request) => told('copyText', request),
    reportDefaults: () =>
      act('reportDefaults', undefined, () => ({
        mandate: '',
        purpose: '',
        mandates: [],
        purposes: [],
        issued: [],
        office: null,
      })),
    previewReport: (request) => act('previewReport', request, () => null),
    cancelReport: () => told('cancelReport', undefined),
    reprintReport: (request) => act('reprintReport', request, () => '/media/berichte/ausfertigung.pdf'),
    requestTimestamp: (request) => act('requestTimestamp', request, () => '/media/berichte/anfrage.tsq'),
    addTimestamp: (request) => act('addTimestamp', request, () => '/media/berichte/report-stamped.pdf'),
    cancelRedaction: () => told('cancelRedaction', undefined),
    redactClip: (request) =>
      act('redactClip', request, () => ({
        container: '/media/redacted.asice',
        frames: 217,
        sha256: 'ab'.repeat(32),
      })),
    officeFiles: () =>
      Promise.resolve({
        folder: '/home/office',
        office: { letterhead: null, texts: noTexts, vocabulary: noVocabulary },
        files: [],
      }),
    showOfficeFolder: () => act('showOfficeFolder', undefined, () => null),
    showReport: (request) => act('showReport', request, () => null),
    exchange: () => act('exchange', undefined, () => noExchange),
    handOver: (request) => act('handOver', request, () => undefined),
    takeIn: () => act('takeIn', undefined, () => undefined),
    compareWith: ({ chain }) => Promise.resolve(fail({ code: 'exchange.unknownChain', chain })),
    countersign: (request) => act('countersign', request, () => undefined),
    beginBlindReview: () => act('beginBlindReview', undefined, () => noExchange),
    revealOthers: () => act('revealOthers', undefined, () => noExchange),
    decideBetween: (request) => act('decideBetween', request, () => noExchange),
    requireSupervisor: (request) => act('requireSupervisor', request, () => noExchange),
    statePurpose: (request) =>
      act('statePurpose', request, () => {
        view = { ...view, access: { ...view.access, purpose: request } }
        return view
      }),
    reportSeen: (request) => told('reportSeen', request),
    accessLog: () =>
      act('accessLog', undefined, () => ({ entries: [], ledger: view.ledger, expired: 0, years: 1 })),
    exportAccessLog: (request) => act('exportAccessLog', request, () => `/media/zugriffe.${request.form}`),
    eraseExpiredAccesses: () => act('eraseExpiredAccesses', undefined, () => undefined),
    async keepDraft(request) {
      await told('keepDraft', request)
      return { at: '2026-11-23T13:31:00.000Z', where: 'disk' }
    },
    keptDraft: () => Promise.resolve(null),
    dropDraft: () => told('dropDraft', undefined),
    keptPeaks: () => Promise.resolve(null),
    keepPeaks: (request) => told('keepPeaks', request),
    exportTranscript: (request) => act('exportTranscript', request, () => '/media/wortlaut.vtt'),
    search: (request) => act('search', request, () => ({ entries: [], captions: [] })),
    continueAccessLog: () => act('continueAccessLog', undefined, () => view),
    trust: () => act('trust', undefined, () => settings.trust ?? noTrustFacts),
    importTrust: (request) => act('importTrust', request, () => settings.trust ?? noTrustFacts),
    people: () => Promise.resolve(settings.people ?? nobody),
    makeIdentity: (request) => act('makeIdentity', request, () => settings.people ?? nobody),
    saveRequest: (request) => act('saveRequest', request, () => settings.people ?? nobody),
    takeCertificate: (request) => act('takeCertificate', request, () => settings.people ?? nobody),
    importKeyFile: () => act('importKeyFile', undefined, () => settings.people ?? nobody),
    findCards: () => act('findCards', undefined, () => []),
    connectCard: (request) => act('connectCard', request, () => settings.people ?? nobody),
    changePassphrase: (request) => act('changePassphrase', request, () => settings.people ?? nobody),
    chooseSigner: (request) => act('chooseSigner', request, () => settings.people ?? nobody),
    removeIdentity: (request) => act('removeIdentity', request, () => settings.people ?? nobody),
    lock: () => Promise.resolve(settings.people ?? nobody),
    setAutoLock: () => Promise.resolve(settings.people ?? nobody),
    endWelcome: () => Promise.resolve(settings.people ?? nobody),
    collectForSupport: () => Promise.resolve({ parts: [] }),
    saveForSupport: () => Promise.resolve(ok(null)),
    checkProgram: () =>
      Promise.resolve({
        state: 'noList',
        check: { files: 0, changed: [], missing: [], added: [] },
        signature: null,
        buildSha256: '0'.repeat(64),
      }),
    makeWorkingCopy: () => act('makeWorkingCopy', undefined, () => undefined),
    cancelWork: () => Promise.resolve(null),
    otherPlace: () => Promise.resolve(settings.otherPlace ?? null),
    caseBundles: () => act('caseBundles', undefined, () => settings.bundles ?? []),
    addBundle: () => act('addBundle', undefined, () => undefined),
    switchBundle: (request) => act('switchBundle', request, () => view),
    backUpCase: (request) => act('backUpCase', request, () => undefined),
    restoreCase: () => act('restoreCase', undefined, () => undefined),
    chooseFootage: (request) => act('chooseFootage', request, () => settings.footage),
    sealAtIntake: (request) => act('sealAtIntake', request, () => undefined),
    saveCompanion: (request) => act('saveCompanion', request, () => undefined),
    accessRetention: () => Promise.resolve({ years: 1, locked: false }),
    setAccessRetention: ({ years }) => act('setAccessRetention', { years }, () => ({ years, locked: false })),
    framePassport: (request) => unknown('framePassport', request),
    findPassport: (request) => unknown('findPassport', request),
    passportInClipboard: () => Promise.resolve(''),
    setClock: (request) => act('setClock', request, () => view),
    exportStill: (request) => act('exportStill', request, () => undefined),
    on(event, listener) {
      const known = listeners.get(event) ?? new Set()
      listeners.set(event, known.add(listener))
      return () => known.delete(listener)
    },
    pathOf: (file) => `/dropped/${(file as { readonly name: string }).name}`,
  }
  return twin

  /** The twin decodes nothing. */
  async function unknown(name: string, request: unknown) {
    calls.push([name, request])
    return fail({ code: 'frame.notShown', frame: 0, reason: 'noDecoder' } as const)
  }

  async function told(name: string, request: unknown): Promise<null> {
    calls.push([name, request])
    return null
  }

  function startView(): StartView {
    return {
      language,
      version: '0.1.0',
      offline: true,
      platform: 'linux',
      open: settings.open === false ? null : view,
      recent: settings.recent ?? [],
      failure: null,
    }
  }

  function append(
    kind: EntryKind,
    draft: AnnotationDraft | null,
    supersedes: number | null,
    reason: string | null,
  ): CaseView {
    const seq = (view.entries.at(-1)?.seq ?? 0) + 1
    const before = view.entries.find((entry) => entry.seq === supersedes)
    const entry: EntryFacts = {
      seq,
      kind,
      time: new Date(Date.UTC(2026, 10, 23, 13, 0, seq)).toISOString(),
      author: 'Prüfer/in 1',
      hash: hashOf(seq),
      annotation:
        draft && annotationIn(view, settings.tables, draft, before?.annotation?.id ?? `note-${seq}`),
      supersedes,
      supersededBy: null,
      withdrawn: false,
      reason,
    }
    const entries = view.entries.map((other) =>
      other.seq === supersedes ? { ...other, supersededBy: seq, withdrawn: kind === 'withdrawal' } : other,
    )
    const ledger = view.ledger && { ...view.ledger, entries: seq, checkedTo: seq, head: hashOf(seq) }
    view = { ...view, entries: [...entries, entry], ledger }
    twin.tell('caseChanged', view)
    return view
  }
}

function hashOf(seq: number): string {
  return toHex(Uint8Array.from({ length: 32 }, (_, index) => (seq * 31 + index * 7) % 256))
}
