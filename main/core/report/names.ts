/** The common name of a distinguished name as RFC 4514 prints it, or the whole name where there is none. */
export function commonName(subject: string): string {
  const found = /(?:^|[,+]\s*)CN=((?:\\.|[^,+\\])*)/i.exec(subject)?.[1]
  return found === undefined ? subject : found.replace(/\\(.)/g, '$1').trim()
}
