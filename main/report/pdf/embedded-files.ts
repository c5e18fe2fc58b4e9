import { decodeStream, dictionaries, member, resolve, type PdfFile } from './read-pdf.ts'
import { isList, isName, isRef, isStream, textOf } from './pdf-value.ts'

/** A ledger of a million entries fits; a bomb does not. */
const largest = 512 * 1024 * 1024

/** The embedded files by name, or undefined when tree, specifications and names do not agree. */
export function embeddedFiles(pdf: PdfFile): ReadonlyMap<string, Uint8Array> | undefined {
  const root = member(pdf, pdf.trailer, 'Root')
  const names = member(pdf, member(pdf, member(pdf, root, 'Names'), 'EmbeddedFiles'), 'Names')
  const associated = member(pdf, root, 'AF')
  if (!isList(names) || !isList(associated) || names.length !== 2 * associated.length) return undefined
  const files = new Map<string, Uint8Array>()
  for (let index = 0; index < names.length; index += 2) {
    const [name, specification] = [textOf(resolve(pdf, names[index])), names[index + 1]]
    const listed = associated[index / 2]
    if (!isRef(specification) || !isRef(listed) || listed.ref !== specification.ref || name === undefined)
      return undefined
    const bytes = fileBehind(pdf, specification, name)
    if (!bytes || files.has(name)) return undefined
    files.set(name, bytes)
  }
  // A file that no name leads to would be carried along unseen.
  const streams = [...dictionaries(pdf)].filter(([, { dict }]) => isName(dict.get('Type'), 'EmbeddedFile'))
  return streams.length === files.size ? files : undefined
}

function fileBehind(
  pdf: PdfFile,
  specification: { readonly ref: number },
  name: string,
): Uint8Array | undefined {
  const [plain, unicode] = ['F', 'UF'].map((key) => textOf(member(pdf, specification, key)))
  const [first, second] = ['F', 'UF'].map((key) => member(pdf, member(pdf, specification, 'EF'), key))
  if (plain !== name || unicode !== name || first !== second || !isStream(first)) return undefined
  return decodeStream(pdf, first, largest)
}
