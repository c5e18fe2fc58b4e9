import type { StatementKind } from '../../../main/core/annotation/annotation.ts'

/** In the order of the form: what was seen comes first. */
export const statementKinds: readonly StatementKind[] = ['observation', 'inference', 'assessment']
