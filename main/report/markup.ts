/** Markup that may go into the page as it stands. Only `html` and `trusted` make it. */
export class Markup {
  readonly text: string
  constructor(text: string) {
    this.text = text
  }
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** A template whose values are escaped unless they are markup themselves. */
export function html(
  parts: TemplateStringsArray,
  ...values: readonly (string | Markup | readonly Markup[])[]
): Markup {
  return new Markup(parts.reduce((page, part, index) => page + printed(values[index - 1] ?? '') + part))
}

/** Text of the program's own that holds no foreign words: styles, data URIs. */
export function trusted(text: string): Markup {
  return new Markup(text)
}

function printed(value: string | Markup | readonly Markup[]): string {
  if (typeof value === 'string') return value.replace(/[&<>"']/g, (character) => entities[character] ?? '')
  return value instanceof Markup ? value.text : value.map((part) => part.text).join('')
}
