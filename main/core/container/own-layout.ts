import { equalBytes } from '../bytes.ts'
import { directoryBytes, localHeader } from './pack-container.ts'
import type { ContainerFault, ZipDirectory } from './read-directory.ts'

/** Media type of an ASiC-E container (EN 319 162-1, A.1). */
export const ASIC_E = 'application/vnd.etsi.asic-e+zip'

/**
 * An own container has one spelling: its headers and directory are written anew from names, sizes and CRCs and
 * must come out bit for bit. Thus no field is left in which something could hide.
 */
export function layoutFaults(directory: ZipDirectory): ContainerFault[] {
  const faults: ContainerFault[] = []
  const layout = (name?: string): ContainerFault =>
    name === undefined
      ? { reason: 'container.layout', scope: 'own' }
      : { reason: 'container.layout', scope: 'own', name }
  directory.entries.forEach((entry, i) => {
    const header = directory.localHeaders[i]
    if (!header || !equalBytes(header, localHeader(entry))) faults.push(layout(entry.name))
  })
  if (!equalBytes(directory.tail, directoryBytes(directory.entries, directory.directoryOffset)))
    faults.push(layout())
  const inOrder = directory.entries.every(
    (entry, i) => entry.headerOffset > (directory.entries[i - 1]?.headerOffset ?? -1),
  )
  if (!inOrder) faults.push(layout())
  const first = directory.entries[0]
  if (first?.name !== 'mimetype' || first.headerOffset !== 0)
    faults.push({ reason: 'container.mimetype', scope: 'own' })
  return faults
}
