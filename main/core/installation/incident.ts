/**
 * What of a defect is written down: its kind, its code, and where in the program it came up. Never its message, which
 * may quote a file name or words of the evidence.
 */
export function traceOf(error: unknown): string {
  if (!(error instanceof Error)) return typeof error
  const code: unknown = Reflect.get(error, 'code')
  const kind = /^[A-Za-z]{1,40}$/.test(error.name) ? error.name : 'Error'
  const named = typeof code === 'string' && /^[A-Z][A-Z0-9_]{1,40}$/.test(code) ? `${kind} ${code}` : kind
  return [named, ...framesOf(error.stack ?? '')].join(' < ')
}

/** One line of the log, in its only spelling. `reason` is a plain word of the runtime, such as `crashed`. */
export function incidentLine(at: string, number: string, call: string, error: unknown): string {
  return `${at} ${number} ${call} ${traceOf(error)}\n`
}

const spelling =
  /^\d{4}-\d\d-\d\dT[\d:.]+Z [\w-]{1,40} \w{1,60} \w{1,40}( [A-Z][A-Z0-9_]{1,40})?( < [\w.<>[\]$ ]{1,120}\([\w.$-]{1,120}:\d+:\d+\))*$/

/** The lines of a log that say nothing but this; any other is left out, and counted. */
export function plainLines(log: string): { readonly lines: readonly string[]; readonly leftOut: number } {
  const all = log.split('\n').filter((line) => line !== '')
  const lines = all.filter((line) => spelling.test(line))
  return { lines, leftOut: all.length - lines.length }
}

/** Functions and files without their folders: those bear names of users. */
function framesOf(stack: string): string[] {
  return stack
    .split('\n')
    .flatMap((line) => {
      const found = /^ {4}at (?:([\w.<>[\]$ ]{1,119}) \()?(?:.*[/\\])?([\w.$-]{1,120}:\d+:\d+)\)?$/.exec(line)
      return found ? [`${found[1] ?? 'top'}(${found[2] ?? ''})`] : []
    })
    .slice(0, 12)
}
