/** Frames to be shown one after the other: held keys show every frame on their way. */
export interface StepQueue {
  /** Resolves when this frame's turn is over, or it was dropped. */
  add(frame: number): Promise<void>
  /** Forgets all that have not begun. */
  drop(): void
}

/** `idle` is told each time when nothing is left to show. */
export function makeStepQueue(show: (frame: number) => Promise<unknown>, idle: () => void): StepQueue {
  const waiting: { readonly frame: number; readonly done: () => void }[] = []
  let working = false

  async function workOff(): Promise<void> {
    if (working) return
    working = true
    for (let step = waiting.shift(); step; step = waiting.shift()) {
      await show(step.frame)
      step.done()
    }
    working = false
    idle()
  }

  return {
    add(frame) {
      return new Promise((done) => {
        waiting.push({ frame, done })
        void workOff()
      })
    },
    drop() {
      for (const { done } of waiting.splice(0)) done()
    },
  }
}
