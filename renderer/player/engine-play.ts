/**
 * Playing frame by frame through the engine: backwards, very slow, or what the video element cannot play or would
 * play wrongly. Sound, if any, comes from the video element, whose time is then the clock.
 */
export interface EnginePlay {
  /** Plays from a frame at a rate (negative: backwards) until it is stopped or there is no next frame. */
  start(from: number, rate: number, clock?: () => number): void
  stop(): void
}

export interface EnginePlayPorts {
  /** Presentation time of a frame in seconds; undefined outside the clip or loop. */
  readonly timeOf: (frame: number) => number | undefined
  /** The frame at a time in seconds. */
  readonly frameAt: (seconds: number) => number
  readonly show: (frame: number) => Promise<'shown' | 'missing' | 'overtaken'>
  /** There is no next frame. */
  readonly ended: () => void
  /** The frame just asked for cannot be shown. */
  readonly blocked: () => void
  readonly now: () => number
  readonly sleep: (milliseconds: number) => Promise<void>
}

/** No longer than this without a look at the clock: it may have been stopped. */
const nap = 40

/** One frame after the other while the decoder keeps up; where it does not, those are left out whose time is over. */
export function makeEnginePlay(ports: EnginePlayPorts): EnginePlay {
  let turn = 0

  async function run(from: number, rate: number, clock: () => number, mine: number): Promise<void> {
    let frame = from
    for (;;) {
      const due = ports.frameAt(clock())
      const next = rate > 0 ? Math.max(frame + 1, due) : Math.min(frame - 1, due)
      const time = ports.timeOf(next)
      if (time === undefined) return ports.ended()
      for (let left = 1; left > 0 && mine === turn; left = ((time - clock()) / rate) * 1000) {
        await ports.sleep(Math.min(nap, Math.max(0, ((time - clock()) / rate) * 1000)))
      }
      const shown = mine === turn ? await ports.show(next) : 'overtaken'
      if (mine !== turn || shown === 'overtaken') return
      if (shown === 'missing') return ports.blocked()
      frame = next
    }
  }

  function ownClock(from: number, rate: number): () => number {
    const [began, origin] = [ports.now(), ports.timeOf(from) ?? 0]
    return () => origin + ((ports.now() - began) / 1000) * rate
  }

  return {
    start: (from, rate, clock) => void run(from, rate, clock ?? ownClock(from, rate), ++turn),
    stop() {
      turn++
    },
  }
}
