/** A language of the window or of a report: the BCP 47 tag that names its file of phrases, `de` for `de.json`. */
export type Language = string
