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
  /** One of several: whose key it is. Each may name the field its own way (passphrase, PIN), or want none (null). */
  readonly choice?: {
    readonly label: string
    readonly chosen: string
    readonly options: readonly {
      readonly value: string
      readonly text: string
      readonly passphraseLabel: string | null
      /** Said as a warning while it is chosen: expired, the last try. */
      readonly warning: string | null
    }[]
  }
  /** Typed twice, and no shorter than `least`: a new passphrase. */
  readonly repeat?: {
    readonly label: string
    readonly least: number
    readonly tooShort: string
    readonly differs: string
  }
  /** What is typed is no secret and may be seen: digits from paper. */
  readonly plain?: boolean
  readonly accept: string
  readonly cancel: string
}

/** undefined when cancelled; the passphrase is empty where none was asked. */
export type Answer = { readonly passphrase: string; readonly choice?: string } | undefined

export interface Confirmation {
  question(): Promise<Question>
  answer(value: Answer): Promise<void>
}
