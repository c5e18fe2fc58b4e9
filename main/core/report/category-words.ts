import type { OfficeCategory } from '../office/office.ts'
import type { Inline } from './blocks.ts'
import type { ReportModel } from './report-model.ts'

/** Keys whose words ship as `category.<key>`; every other one is the office's own. */
const shipped: readonly string[] = [
  'approach',
  'posture',
  'speech',
  'transcript',
  'action',
  'conduct',
  'force',
  'injury',
  'object',
  'vehicle',
  'place',
  'sound',
  'device',
  'other',
]

/** The office's words for the keys that are used and do not ship. */
export function ownCategories(
  used: readonly string[],
  vocabulary: readonly OfficeCategory[],
): ReportModel['categories'] {
  return vocabulary.filter(({ key }) => used.includes(key) && !shipped.includes(key))
}

/** A category in words; one that neither ships nor stands in the office's vocabulary is printed as its key. */
export function categoryWord({ categories }: Pick<ReportModel, 'categories'>, key: string): Inline {
  if (shipped.includes(key)) return { phrase: `category.${key}` }
  const own = categories.find((category) => category.key === key)
  return own ? { wordIn: own.words } : key
}
