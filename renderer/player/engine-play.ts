import type { FrameRange } from './player-state.ts'

/**
 * Playing frame by frame through the engine: backwards, very slow, round and round, or what the video element cannot
 * play or would play wrongly. Where there is sound, its time is the clock.
 */
export interface EnginePlay {
  /**
   * Plays from a frame at a rate (negative: backwards) until it is stopped or there is no next frame. `clock` gives
   * seconds of media time as if there were no loop: each lap goes on where the one before ended.
   */
  start(from: number, rate: number, clock?: () => number): void
  stop(): void
}

export interface EnginePlayPorts {
  /** Presentation time of a frame in seconds; one past the last frame the time at which that ends; else undefined. */
  readonly timeOf: (frame: number) => number | undefined
  readonly lastFrame: () => number
  /** Frames that are played round and round. */
  readonly loop: () => FrameRange | undefined
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
    /** Seconds by which the laps so far have put the clock back. */
    let back = 0
    const now = (): number => clock() - back
    for (;;) {
      const due = ports.frameAt(now())
      let next: number | undefined = rate > 0 ? Math.max(frame + 1, due) : Math.min(frame - 1, due)
      const loop = ports.loop()
      if (loop && (rate > 0 ? next > loop.to : next < loop.from)) {
        back += lapsBetween(loop, now(), rate)
        next = Math.min(loop.to, Math.max(loop.from, ports.frameAt(now())))
      }
      const time = next < 0 || next > ports.lastFrame() ? undefined : ports.timeOf(next)
      if (time === undefined) return ports.ended()
      for (let left = 1; left > 0 && mine === turn; left = ((time - now()) / rate) * 1000) {
        await ports.sleep(Math.min(nap, Math.max(0, ((time - now()) / rate) * 1000)))
      }
      const shown = mine === turn ? await ports.show(next) : 'overtaken'
      if (mine !== turn || shown === 'overtaken') return
      if (shown === 'missing') return ports.blocked()
      frame = next
    }
  }

  /** Seconds of as many laps as were played by now; negative backwards. On a slow machine it may be several. */
  function lapsBetween({ from, to }: FrameRange, now: number, rate: number): number {
    const [start, end] = [ports.timeOf(from) ?? 0, ports.timeOf(to + 1) ?? 0]
    const lap = Math.max(0.001, end - start)
    const over = rate > 0 ? now - end : start - now
    return Math.sign(rate) * lap * Math.max(1, Math.ceil(over / lap))
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
