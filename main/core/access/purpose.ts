import { purposeRefusal, type AccessRefusal } from './access-record.ts'

/** Why a case is opened, as it was stated. */
export interface StatedPurpose {
  /** A reason of the office's list, or free text. */
  readonly reason: string
  /** Mandate or file number it is opened under; may be empty. */
  readonly mandate: string
}

/** The one line that goes into every record: § 76 (2) BDSG. */
export function purposeText({ reason, mandate }: StatedPurpose): string {
  return mandate.trim() === '' ? reason.trim() : `${reason.trim()} (${mandate.trim()})`
}

/** Why nothing can be opened for that reason; undefined when it can. */
export function statementRefusal(stated: StatedPurpose): AccessRefusal | undefined {
  return stated.reason.trim() === '' ? 'purposeEmpty' : purposeRefusal(purposeText(stated))
}
