/** Whole milliseconds of what people type for seconds ("1,5", "-0.04", "+2"); undefined when it is no such number. */
export function parseMilliseconds(text: string): number | undefined {
  const parts = /^([+\-−]?)(\d{1,8})(?:[.,](\d{1,3}))?$/.exec(text.trim())
  if (!parts) return undefined
  const [, sign = '', whole = '0', part = ''] = parts
  const size = Number(whole) * 1000 + Number(part.padEnd(3, '0'))
  return sign === '' || sign === '+' ? size : -size || 0
}

/** Seconds as they are typed in the language. */
export function secondsText(milliseconds: number, language: string): string {
  const format = new Intl.NumberFormat(language, { maximumFractionDigits: 3, useGrouping: false })
  return format.format(milliseconds / 1000)
}
