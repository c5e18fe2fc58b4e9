import type { Check } from './finding.ts'

/**
 * Where the standards ask for a check: EN 319 102-1 (validation), EN 319 122-1 (CAdES), EN 319 162-1 (ASiC), RFCs.
 * Those of EN 319 102-1 were compared with several published implementations that name them; the places in
 * EN 319 162-1 but A.4, and EN 319 122-1, were not compared with the text.
 */
export const clauses: Readonly<Record<Check, string>> = {
  container: 'EN 319 162-1, 4.4',
  manifest: 'EN 319 162-1, A.4',
  coverage: 'EN 319 162-1, 4.4.3',
  file: 'EN 319 162-1, A.4',
  chunkList: 'FORMAT.md',
  signature: 'EN 319 102-1, 5.2.7',
  signedAttributes: 'EN 319 122-1, 5.1',
  algorithm: 'EN 319 102-1, 5.2.8; TS 119 312',
  chain: 'EN 319 102-1, 5.2.6; RFC 5280, 6.1',
  role: 'EN 319 102-1, 5.2.8',
  validity: 'EN 319 102-1, 5.2.6',
  revocation: 'EN 319 102-1, 5.2.5; RFC 5280, 6.3',
  timestamp: 'EN 319 102-1, 5.4; RFC 3161',
  clock: 'EN 319 102-1, 5.2.4',
  evidenceRecord: 'EN 319 162-1, A.5',
  report: 'FORMAT.md',
}
