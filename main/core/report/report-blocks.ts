import type { Block } from './blocks.ts'
import { say } from './blocks.ts'
import { bundleBlocks, sealBlocks } from './evidence-blocks.ts'
import { frontBlocks, methodBlocks, subjectBlocks } from './front-blocks.ts'
import { annexBlocks, certificateBlocks, ledgerBlocks, limitBlocks, signatureBlocks } from './proof-blocks.ts'
import type { ReportModel } from './report-model.ts'
import { statementBlocks } from './statement-blocks.ts'

type Section = readonly [key: string, blocks: (model: ReportModel, number: string) => readonly Block[]]

/** Statements of the three kinds stand in sections of their own (§ 73 BDSG), also where there are none. */
const sections: readonly Section[] = [
  ['subject', subjectBlocks],
  ['bundle', bundleBlocks],
  ['seal', sealBlocks],
  ['method', methodBlocks],
  ['observation', statementBlocks('observation')],
  ['inference', statementBlocks('inference')],
  ['assessment', statementBlocks('assessment')],
  ['ledger', ledgerBlocks],
  ['certificates', certificateBlocks],
  ['limits', limitBlocks],
  ['annexes', annexBlocks],
  ['signature', signatureBlocks],
]

/** The whole report in reading order. */
export function reportBlocks(model: ReportModel, contentSha256: string): readonly Block[] {
  const body = sections.flatMap(([key, blocks], index) => {
    const number = String(index + 1)
    return [
      { block: 'heading' as const, id: key, number, text: say(`section.${key}`) },
      ...blocks(model, number),
    ]
  })
  return [...frontBlocks(model, contentSha256), { block: 'contents' }, ...body]
}
