/** What main asks in its own window; all texts are phrased by main, since main alone knows what will be signed. */
export interface Question {
  readonly language: string
  readonly title: string
  readonly body: string
  /** Said above everything, as an alert: the last passphrase was wrong. */
  readonly notice: string | null
  /** What will be signed, as name and value. */
  readonly facts: readonly (readonly [string, string])[]
  /** Label of the passphrase field; null where only yes or no is asked. */
  readonly passphraseLabel: string | null
  /** What is typed is no secret and may be seen: digits from paper. */
  readonly plain?: boolean
  readonly accept: string
  readonly cancel: string
}

/** undefined when cancelled; the passphrase is empty where none was asked. */
export type Answer = { readonly passphrase: string } | undefined

export interface Confirmation {
  question(): Promise<Question>
  answer(value: Answer): Promise<void>
}
