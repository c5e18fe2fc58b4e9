/**
 * Everything the user can act on, one code each. The code is the key `failure.<code>` in both languages:
 * `title` (what), `evidence` (what it means for the evidence), `remedy` (what to do).
 */
export type Failure =
  | FileFailure
  | BundleFailure
  | EncryptionFailure
  | FrameFailure
  | LedgerFailure
  | KeyFailure
  | ReportFailure
  | OfficeFailure
  | TrustFailure
  | ExchangeFailure
  | PolicyFailure
  | CustodyFailure

export type FileFailure =
  | { readonly code: 'file.notFound'; readonly name: string }
  | { readonly code: 'file.notReadable'; readonly name: string }
  /** The medium went away or the file shrank while it was open. */
  | { readonly code: 'file.gone'; readonly name: string }
  | { readonly code: 'file.exists'; readonly name: string }
  | { readonly code: 'file.notWritable'; readonly name: string }
  | { readonly code: 'file.diskFull'; readonly name: string }
  /** A ledger that this program itself has open: it shows what is wrong with it in its own place. */
  | { readonly code: 'file.heldHere'; readonly name: string }

export type BundleFailure =
  /** It can be judged, yet not played: foreign, broken rules, or no container at all. */
  | {
      readonly code: 'bundle.notPlayable'
      readonly name: string
      readonly subIndication: string
      /** Where it lies, so that the window can have it judged at once. */
      readonly path: string
    }
  | { readonly code: 'bundle.noneOpen' }
  | { readonly code: 'clip.notDecodable'; readonly clip: string; readonly codec: string }
  /** The container's own index lies in a chunk that does not match the seal. */
  | { readonly code: 'clip.indexBroken'; readonly clip: string; readonly chunk: number }
  | { readonly code: 'clip.damaged'; readonly clip: string; readonly from: number; readonly to: number }
  | { readonly code: 'clip.notReady'; readonly clip: string }
  | { readonly code: 'clip.unknown'; readonly clip: string; readonly bundle: string }
  | { readonly code: 'seal.caseFile'; readonly name: string; readonly field: string }
  | { readonly code: 'seal.folderEmpty'; readonly name: string }

/** Recipients are names of certificates, one after the other; `path` lets the window have the seal judged at once. */
export type EncryptionFailure =
  /** Nobody has brought a key. */
  | {
      readonly code: 'encryption.locked'
      readonly name: string
      readonly recipients: string
      readonly path?: string
    }
  | {
      readonly code: 'encryption.notARecipient'
      readonly name: string
      readonly subject: string
      readonly recipients: string
      readonly path?: string
    }
  /** A recipient was given another key than the one the bundle is committed to. */
  | {
      readonly code: 'encryption.otherKey'
      readonly name: string
      readonly subject: string
      readonly path?: string
    }
  /** The key is right, and what it should open is not as the bundle says. */
  | { readonly code: 'encryption.details'; readonly name: string; readonly path?: string }
  /** Nothing can be encrypted to that certificate. */
  | { readonly code: 'encryption.recipient'; readonly name: string; readonly reason: RecipientFault }

/** Why a certificate is no recipient's. */
export type RecipientFault =
  'notACertificate' | 'usage' | 'expired' | 'notYetValid' | 'unsupported' | 'twice' | 'tooMany'

export type FrameFailure =
  /** What was pasted holds no passport of a frame, or one that was cut or edited on its way. */
  | { readonly code: 'passport.malformed' }
  /** The open bundle does not hold the clip that a passport names. */
  | { readonly code: 'passport.otherClip'; readonly clip: string; readonly bundle: string }
  /** The frame's bytes do not match the seal, or no decoder makes a picture of them. */
  | { readonly code: 'frame.notShown'; readonly frame: number; readonly reason: string }
  | { readonly code: 'clock.notAllowed'; readonly reason: string }

export type LedgerFailure =
  | { readonly code: 'ledger.readOnly' }
  | { readonly code: 'ledger.diskFull' }
  | { readonly code: 'ledger.locked'; readonly holder: string }
  | { readonly code: 'ledger.newer'; readonly version: number }
  | { readonly code: 'ledger.notALedger'; readonly name: string }
  | { readonly code: 'ledger.altered'; readonly entry: number; readonly reason: string }
  | { readonly code: 'ledger.tipMoved'; readonly expected: number; readonly found: number }
  | { readonly code: 'ledger.noIdentity' }
  /** The file, its medium or its journal went away or was exchanged while it was open. */
  | { readonly code: 'ledger.gone'; readonly name: string }
  /** A session key may sign only so long; unlocking again begins a new session. */
  | { readonly code: 'ledger.sessionExpired'; readonly until: string }
  /** This workstation has seen more entries than the file holds: an older copy, or its end was cut. */
  | { readonly code: 'ledger.behind'; readonly known: number; readonly found: number }
  /** The program ended without closing the ledger, and the journal with its last entries has been removed. */
  | { readonly code: 'ledger.journalMissing'; readonly name: string }
  | { readonly code: 'annotation.notAllowed'; readonly reason: string }
  | { readonly code: 'access.notAllowed'; readonly reason: string }
  /** The identity signs grants and checkpoints: what its key or token says stops the ledger too. */
  | KeyFailure

export type KeyFailure =
  | { readonly code: 'key.wrongPassphrase' }
  | { readonly code: 'key.notAKeyFile'; readonly name: string }
  | { readonly code: 'key.unsupported'; readonly algorithm: string }
  | { readonly code: 'key.sampleOnly' }
  /** Days, `YYYY-MM-DD`: what is signed now would not be valid at the time of signing. */
  | { readonly code: 'key.expired'; readonly subject: string; readonly until: string }
  | { readonly code: 'key.notYetValid'; readonly subject: string; readonly from: string }
  /** keyUsage or extendedKeyUsage give the key to other work. */
  | { readonly code: 'key.notForSigning'; readonly subject: string }
  | { readonly code: 'key.revoked'; readonly subject: string; readonly at: string }
  | { readonly code: 'key.cancelled' }
  /** A key file of a later version of this program. */
  | { readonly code: 'key.newer'; readonly name: string }
  | { readonly code: 'key.noCertificate'; readonly name: string }
  | { readonly code: 'key.notACertificate'; readonly name: string }
  /** The certificate was issued for another key. */
  | { readonly code: 'key.otherKey'; readonly name: string }
  /** The identity's folder is not there, or a file in it is not what it should be. */
  | { readonly code: 'key.lost'; readonly name: string }
  | TokenFailure

/** What a smart card, its reader or its library answers (PKCS#11). */
export type TokenFailure =
  | { readonly code: 'token.noLibrary'; readonly name: string }
  | { readonly code: 'token.libraryCrashed'; readonly name: string }
  | { readonly code: 'token.noAnswer'; readonly name: string }
  | { readonly code: 'token.none'; readonly name: string }
  | { readonly code: 'token.noKey'; readonly name: string }
  | { readonly code: 'token.wrongPin'; readonly name: string }
  | { readonly code: 'token.pinLocked'; readonly name: string }
  | { readonly code: 'token.pulledOut'; readonly name: string }
  /** Anything else the token says, by its number in the standard (CKR). */
  | { readonly code: 'token.refused'; readonly name: string; readonly number: string }

export type ReportFailure =
  | { readonly code: 'report.nothingToReport' }
  | { readonly code: 'report.renderFailed' }
  | { readonly code: 'report.cancelled' }
  /** The PDF in the case's folder is not the one that the ledger says was issued. */
  | { readonly code: 'report.notTheIssued'; readonly number: string }
  /** A redaction plan, by the first place that is not as it must be. */
  | { readonly code: 'redact.plan'; readonly name: string; readonly place: string }
  | { readonly code: 'redact.cancelled' }
  | { readonly code: 'redact.framesLost'; readonly clip: string }
  /** No report with a signature of ours, or it carries a time stamp already. */
  | { readonly code: 'report.notStampable'; readonly name: string }
  /** The answer of the time-stamping authority cannot be used. */
  | { readonly code: 'report.token'; readonly reason: string }
  | { readonly code: 'report.unknownNumber'; readonly number: string }
  /** The office wants a second person's assent to what the report is made from. */
  | { readonly code: 'report.notSupervised'; readonly entry: number }
  | { readonly code: 'report.selfCheckFailed'; readonly reason: string }

/** What can be wrong with an exchange package, apart from the chain in it. */
export type PackageFault =
  | 'packageMalformed'
  | 'packageSealBroken'
  | 'packageOfOtherAuthor'
  | 'consistencyProofWrong'
  | 'packageCheckpointWrong'

export type ExchangeFailure =
  | { readonly code: 'exchange.notAPackage'; readonly name: string }
  /** The chain in it is not what its author signed; entry and reason as in a ledger's findings. */
  | { readonly code: 'exchange.altered'; readonly entry: number; readonly reason: string }
  /** The package around the chain is not what its author sealed. */
  | { readonly code: 'exchange.notSound'; readonly entry: number; readonly reason: PackageFault }
  /** It begins after the last entry that is known here; one is needed that begins at `needed`. */
  | { readonly code: 'exchange.gap'; readonly from: number; readonly needed: number }
  | { readonly code: 'exchange.alreadyTaken'; readonly name: string }
  /** No chain, or no entry, of that name and number was taken in. */
  | { readonly code: 'exchange.unknownChain'; readonly chain: string }
  | { readonly code: 'exchange.unknownEntry'; readonly entry: number }
  /** A blind second review is under way: what the others found is not shown yet. */
  | { readonly code: 'exchange.hidden' }
  | { readonly code: 'exchange.notBlind' }
  /** Nothing in the ledger was signed by an identity yet: proofs would lead nowhere. */
  | { readonly code: 'exchange.noCheckpoint' }
  /** Whoever reviews blind must have stated something before the other's findings are shown. */
  | { readonly code: 'exchange.nothingStated' }
  /** More entries than whoever takes them in could read at once, bytes. */
  | { readonly code: 'exchange.tooLarge'; readonly size: number; readonly most: number }
  /** The other side's package was made without contents: they need another one. */
  | { readonly code: 'exchange.contentsWithheld'; readonly chain: string }

export type TrustFailure =
  /** No trust file, or one that says what nobody understands. */
  | { readonly code: 'trust.notATrustFile'; readonly name: string }
  /** Its signature is not good by the root it comes with; the reason is a code of `reason`. */
  | { readonly code: 'trust.notSigned'; readonly name: string; readonly reason: string }
  /** Signed, yet not by the root that this workstation trusts. */
  | { readonly code: 'trust.otherRoot'; readonly name: string; readonly root: string }
  /** Equal to or older than the one that counts. */
  | { readonly code: 'trust.notNewer'; readonly version: string; readonly installed: string }
  | { readonly code: 'trust.fingerprintNeeded'; readonly name: string }
  | { readonly code: 'trust.fingerprintWrong'; readonly name: string }
  | { readonly code: 'trust.samePerson' }
  | { readonly code: 'trust.personNotEntitled'; readonly subject: string }
  /** No list, or none that an authority of the trust has signed. */
  | { readonly code: 'trust.listNotOurs'; readonly name: string }
  | { readonly code: 'trust.listNotNewer'; readonly name: string; readonly installed: string }
  /** The record or the files of the installed trust are not as this program wrote them. */
  | { readonly code: 'trust.damaged'; readonly name: string }
  | { readonly code: 'trust.cancelled' }

/** A file of the office folder is not as it must be: which, where, and what is expected there. */
export type OfficeFailure =
  | { readonly code: 'office.notJson'; readonly name: string; readonly line: number }
  | { readonly code: 'office.notObject'; readonly name: string; readonly place: string }
  | { readonly code: 'office.notList'; readonly name: string; readonly place: string; readonly most: number }
  | { readonly code: 'office.notText'; readonly name: string; readonly place: string; readonly most: number }
  | {
      readonly code: 'office.unknownField'
      readonly name: string
      readonly place: string
      readonly known: string
    }
  | { readonly code: 'office.badKey'; readonly name: string; readonly place: string }
  | { readonly code: 'office.twice'; readonly name: string; readonly place: string }

export type PolicyFailure =
  /** The administrator's file is wrong; nothing is done under a policy that cannot be read. */
  | { readonly code: 'policy.notReadable'; readonly name: string; readonly field: string }
  /** The administrator has fixed what somebody wanted to set. */
  | { readonly code: 'policy.locked'; readonly setting: string }

/** What happens to copies, to the bundles of a case and to whole cases. */
export type CustodyFailure =
  /** A case whose list of bundles cannot be read: whether it holds this bundle cannot be told. Its folder's name. */
  | { readonly code: 'case.noteDamaged'; readonly name: string }
  /** Not begun: the medium has no room for it. Megabytes, rounded up and down. */
  | { readonly code: 'copy.noRoom'; readonly name: string; readonly needed: number; readonly free: number }
  /** What was read back is not what was read from the source. */
  | { readonly code: 'copy.differs'; readonly name: string }
  /** The source itself does not hold: no copy of it is called verified. */
  | { readonly code: 'copy.sourceBroken'; readonly name: string; readonly subIndication: string }
  | { readonly code: 'work.cancelled'; readonly name: string }
  /** The bundle is in another case of this workstation, with records of its own. */
  | { readonly code: 'case.bundleElsewhere'; readonly name: string }
  | { readonly code: 'case.bundleKnown'; readonly name: string }
  /** The sample key signs in the sample case and nowhere else. */
  | { readonly code: 'case.sampleMixed'; readonly name: string }
  /** None of the places it was opened from has it now. */
  | { readonly code: 'case.bundleAway'; readonly name: string }
  /** A file changed between being sealed and being read again. */
  | { readonly code: 'intake.sourceChanged'; readonly name: string }
  | { readonly code: 'intake.nothingChosen' }
  | { readonly code: 'backup.notABackup'; readonly name: string }
  /** Its seal or a ledger in it does not hold; the file it is about. */
  | { readonly code: 'backup.notSound'; readonly name: string; readonly file: string }
  /** The case is here, and what is here is not contained in the backup. Entries of the findings ledgers. */
  | { readonly code: 'backup.caseHere'; readonly name: string; readonly here: number; readonly there: number }
  /** A file of the bundle is not as it was sealed, or larger than can be handed out. */
  | { readonly code: 'companion.notVerified'; readonly name: string }
