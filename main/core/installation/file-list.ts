/** Where the list lies below the program's folder; its detached signature (CMS, DER) lies beside it. */
export const listName = 'resources/files.sha256'
export const signatureName = `${listName}.p7s`

/** What `sha256sum -c` reads: path below the program's folder (with `/`) to SHA-256 in lower-case hex. */
export type FileList = ReadonlyMap<string, string>

/** How the program's files compare with its list. Paths are sorted; `whole` when all three lists are empty. */
export interface FileListCheck {
  readonly files: number
  readonly changed: readonly string[]
  readonly missing: readonly string[]
  readonly added: readonly string[]
}

/** The list in its only permitted spelling (sorted, each path once, none leading out of the folder), or undefined. */
export function parseFileList(text: string): FileList | undefined {
  const lines = text.split('\n')
  if (lines.pop() !== '' || lines.length === 0) return undefined
  const pairs = lines.map((line) => /^([0-9a-f]{64}) {2}([^\\\r]+)$/.exec(line))
  const list = new Map<string, string>()
  let before = ''
  for (const pair of pairs) {
    const [, digest, path] = pair ?? []
    if (digest === undefined || path === undefined || path <= before || !staysInside(path)) return undefined
    list.set(path, digest)
    before = path
  }
  return list
}

/** Compares what is there with what should be. */
export function compareFiles(list: FileList, found: FileList): FileListCheck {
  const paths = [...list.keys()]
  return {
    files: list.size,
    changed: paths.filter((path) => found.has(path) && found.get(path) !== list.get(path)),
    missing: paths.filter((path) => !found.has(path)),
    added: [...found.keys()].filter((path) => !list.has(path)).sort(),
  }
}

/** True when nothing was changed, taken away or put beside. */
export function isWhole(check: FileListCheck): boolean {
  return check.changed.length + check.missing.length + check.added.length === 0
}

function staysInside(path: string): boolean {
  return path.split('/').every((part) => part !== '' && part !== '.' && part !== '..')
}
