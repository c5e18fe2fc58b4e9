import type { FrameTable } from '../../main/core/clip/frame-table.ts'

/**
 * A table of samples of ten bytes, one behind the other from byte 100. `order` lists the samples in the order they
 * are shown; `keys` are the key samples; times are ten ticks apart.
 */
export function tableOf(order: readonly number[], keys: readonly number[]): FrameTable {
  return {
    codec: 'h264',
    width: 320,
    height: 180,
    rotation: 0,
    pixelAspect: { num: 1, den: 1 },
    timeBase: { num: 1, den: 250 },
    order: 'container',
    pts: Float64Array.from(order, (_, frame) => frame * 10),
    key: Uint8Array.from(order, (sample) => (keys.includes(sample) ? 1 : 0)),
    offset: Float64Array.from(order, (sample) => 100 + sample * 10),
    size: Uint32Array.from(order, () => 10),
    sample: Uint32Array.from(order),
    layout: 'plain',
    restarts: [],
    end: order.length * 10,
    hidden: [],
    damaged: [],
    sha256: '',
    decoder: null,
    audio: [],
  }
}
