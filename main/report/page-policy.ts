import { createHash } from 'node:crypto'

/**
 * The page with its style attributes moved into its one style element, and with the policy that allows this element
 * by its hash: nothing else is loaded, styled or run, whatever the words of a report may hold.
 */
export function lockPage(html: string): string {
  const rules: string[] = []
  // Foreign words cannot look like this: their quotation marks are escaped.
  const moved = html.replace(/ style="([^"]*)"/g, (_all, style: string) => {
    const mark = `data-style="${rules.length}"`
    // Said three times, so that it outweighs the rules of two classes, as the attribute did.
    rules.push(`[${mark}][data-style][data-style]{${style}}`)
    return ` ${mark}`
  })
  const styled = moved.replace('</style>', () => `${rules.join('\n')}</style>`)
  const policy = `<meta http-equiv="Content-Security-Policy" content="${pagePolicy(styled)}" />`
  return styled.replace('<style>', () => `${policy}<style>`)
}

/** The policy for a page with one style element, which is the only one it may have. */
export function pagePolicy(html: string): string {
  const style = /<style>([\s\S]*?)<\/style>/.exec(html)?.[1] ?? ''
  const hash = createHash('sha256').update(style, 'utf8').digest('base64')
  return `default-src 'none'; style-src 'sha256-${hash}'; img-src data:; font-src data:`
}
