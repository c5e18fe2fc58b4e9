/** What JSON.parse passes over in silence; `undefined` when there is nothing of the kind. */
export type JsonFault = { readonly fault: 'repeatedName' | 'loneSurrogate'; readonly name: string }

/**
 * The first name that stands twice in one object, or the first text that no Unicode encoding can hold (RFC 8259, 4 and
 * 8.2). The text must be JSON: `JSON.parse` took it.
 */
export function hiddenJsonFault(json: string): JsonFault | undefined {
  const open: (Set<string> | undefined)[] = []
  const token = /"(?:[^"\\]|\\.)*"|[{}[\]:]/g
  let last: string | undefined
  for (let found = token.exec(json); found; found = token.exec(json)) {
    const [text] = found
    if (text === '{') open.push(new Set())
    else if (text === '[') open.push(undefined)
    else if (text === '}' || text === ']') open.pop()
    else if (text === ':') {
      const names = open.at(-1)
      if (last !== undefined && names?.has(last)) return { fault: 'repeatedName', name: last }
      if (last !== undefined) names?.add(last)
    } else {
      last = String(JSON.parse(text))
      if (/\p{Surrogate}/u.test(last)) return { fault: 'loneSurrogate', name: last }
    }
  }
  return undefined
}
