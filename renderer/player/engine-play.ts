/** Playing frame by frame through the engine: backwards, very slow, or what the video element cannot play. No sound. */
export interface EnginePlay {
  /** Plays from a frame at a rate (negative: backwards) until it is stopped or there is no next frame. */
  start(from: number, rate: number): void
  stop(): void
}

export interface EnginePlayPorts {
  /** Presentation time of a frame in seconds; undefined outside the clip or loop. */
  readonly timeOf: (frame: number) => number | undefined
  /** The frame at a time in seconds. */
  readonly frameAt: (seconds: number) => number
  /** Shows the frame; false when playing must not go on. */
  readonly show: (frame: number) => Promise<boolean>
  readonly ended: () => void
  readonly now: () => number
  readonly sleep: (milliseconds: number) => Promise<void>
}

/** One frame after the other while the decoder keeps up; where it does not, those are left out whose time is over. */
export function makeEnginePlay(ports: EnginePlayPorts): EnginePlay {
  let turn = 0

  async function run(from: number, rate: number, mine: number): Promise<void> {
    const began = ports.now()
    const origin = ports.timeOf(from) ?? 0
    let frame = from
    for (;;) {
      const due = origin + ((ports.now() - began) / 1000) * rate
      const next =
        rate > 0 ? Math.max(frame + 1, ports.frameAt(due)) : Math.min(frame - 1, ports.frameAt(due))
      const time = ports.timeOf(next)
      if (time === undefined) return ports.ended()
      await ports.sleep(((time - origin) / rate) * 1000 - (ports.now() - began))
      if (mine !== turn) return
      if (!(await ports.show(next))) return mine === turn ? ports.ended() : undefined
      frame = next
    }
  }

  return {
    start: (from, rate) => void run(from, rate, ++turn),
    stop() {
      turn++
    },
  }
}
