/**
 * Everything the user can act on, one code each. The code is the key `failure.<code>` in both languages:
 * `title` (what), `evidence` (what it means for the evidence), `remedy` (what to do).
 */
export type Failure = FileFailure | BundleFailure | LedgerFailure | KeyFailure | ReportFailure

export type FileFailure =
  | { readonly code: 'file.notFound'; readonly name: string }
  | { readonly code: 'file.notReadable'; readonly name: string }
  /** The medium went away or the file shrank while it was open. */
  | { readonly code: 'file.gone'; readonly name: string }
  | { readonly code: 'file.exists'; readonly name: string }
  | { readonly code: 'file.notWritable'; readonly name: string }
  | { readonly code: 'file.diskFull'; readonly name: string }

export type BundleFailure =
  /** It can be judged, yet not played: foreign, broken rules, or no container at all. */
  | { readonly code: 'bundle.notPlayable'; readonly name: string; readonly subIndication: string }
  | { readonly code: 'bundle.noneOpen' }
  | { readonly code: 'clip.notDecodable'; readonly clip: string; readonly codec: string }
  | { readonly code: 'clip.damaged'; readonly clip: string; readonly from: number; readonly to: number }
  | { readonly code: 'clip.notReady'; readonly clip: string }
  | { readonly code: 'seal.caseFile'; readonly name: string; readonly field: string }
  | { readonly code: 'seal.folderEmpty'; readonly name: string }

export type LedgerFailure =
  | { readonly code: 'ledger.readOnly' }
  | { readonly code: 'ledger.diskFull' }
  | { readonly code: 'ledger.locked'; readonly holder: string }
  | { readonly code: 'ledger.newer'; readonly version: number }
  | { readonly code: 'ledger.notALedger'; readonly name: string }
  | { readonly code: 'ledger.altered'; readonly entry: number; readonly reason: string }
  | { readonly code: 'ledger.tipMoved'; readonly expected: number; readonly found: number }
  | { readonly code: 'ledger.noIdentity' }
  | { readonly code: 'annotation.notAllowed'; readonly reason: string }

export type KeyFailure =
  | { readonly code: 'key.wrongPassphrase' }
  | { readonly code: 'key.notAKeyFile'; readonly name: string }
  | { readonly code: 'key.unsupported'; readonly algorithm: string }
  | { readonly code: 'key.sampleOnly' }
  | { readonly code: 'key.cancelled' }

export type ReportFailure =
  | { readonly code: 'report.nothingToReport' }
  | { readonly code: 'report.renderFailed' }
  | { readonly code: 'report.selfCheckFailed'; readonly reason: string }
