import type { Failure } from '../../../main/core/failure.ts'
import { processingSteps } from '../../../main/core/picture/processing.ts'
import type { Result } from '../../../main/core/result.ts'
import type { Bridge, CaseView } from '../../../preload/contract/workstation.ts'
import type { LookDesk } from './use-look.ts'
import type { ReviewActs, ReviewModel } from './review-model.ts'

/** What stage acts need of the screen. */
export interface StageActPorts extends Pick<ReviewModel, 'review' | 'tell' | 'player' | 'view'> {
  readonly workstation: Bridge
  readonly look: LookDesk
  /** True when somebody may sign now. */
  readonly unlock: () => Promise<boolean>
  readonly settle: (result: Result<CaseView, Failure>) => boolean
}

/** Passports, stills and clocks. */
export function stageActs(ports: StageActPorts): Pick<ReviewActs, 'copyFrame' | 'exportStill' | 'setClock'> {
  const { workstation, review, tell, player, view, look, settle } = ports
  const maySign = async (): Promise<boolean> => view.reviewer !== null || (await ports.unlock())
  const trouble = (failure: Failure): void => tell({ type: 'dialog', dialog: { kind: 'trouble', failure } })

  return {
    copyFrame: () => void copyFrame(),
    exportStill: (frame) => void exportStill(frame),
    setClock: (clip, clock) =>
      void maySign().then(async (may) => may && settle(await workstation.setClock({ clip, clock }))),
  }

  async function copyFrame(): Promise<void> {
    const frame = player?.state().frame
    if (frame === undefined) return
    const made = await workstation.framePassport({ clip: review.clip, frame })
    if (!made.ok) return trouble(made.failure)
    await workstation.copyText({ text: made.value.text })
  }

  async function exportStill(asked: number | undefined): Promise<void> {
    const frame = asked ?? player?.state().frame
    if (frame === undefined || !(await maySign())) return
    const { processing } = look.shown
    const wish = processingSteps(processing).length > 0 ? { processing } : {}
    const saved = await workstation.exportStill({ clip: review.clip, frame, ...wish })
    if (!saved.ok) return trouble(saved.failure)
    if (saved.value) tell({ type: 'dialog', dialog: { kind: 'stillSaved', still: saved.value } })
  }
}
