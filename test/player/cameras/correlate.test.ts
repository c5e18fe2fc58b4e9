import { expect, test } from 'vitest'
import { matchSounds, loudnessOf } from '../../../renderer/player/cameras/correlate.ts'

/** Noise that is the same at each run. */
function noise(length: number, seed: number): Float32Array {
  let state = seed
  return Float32Array.from({ length }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  })
}

/** Energies of a street: bangs at irregular times over a ground of noise. */
function street(length: number): Float32Array {
  const bangs = noise(length, 7)
  return Float32Array.from(bangs, (chance, at) => (chance > 0.98 ? 1 : 0.001 + (at % 7) * 0.0001))
}

test.each([0, 1, 137, -250])(
  'two microphones that began %i windows apart are laid over each other',
  (lag) => {
    const whole = street(4000)
    const first = whole.slice(500, 3000)
    const hiss = noise(2500, 99)
    // The second one stands farther off and hisses.
    const second = whole
      .slice(500 + lag, 2800 + lag)
      .map((energy, at) => energy * 0.2 + 0.004 * (hiss[at] ?? 0))
    const match = matchSounds(loudnessOf(first), loudnessOf(second), 400, 200)
    expect(match?.lag).toBe(lag)
    expect(match?.best).toBeGreaterThan(0.5)
    expect(match?.best).toBeGreaterThan(1.25 * (match?.second ?? 1))
  },
)

test('sounds that have nothing in common are not taken for alike', () => {
  const match = matchSounds(loudnessOf(noise(2000, 3)), loudnessOf(noise(2000, 5)), 400, 200)
  expect(match?.best).toBeLessThan(0.3)
  expect(match?.best).toBeLessThan(1.25 * (match?.second ?? 0))
})

test('sounds too short to lie over each other long enough are not compared', () => {
  expect(matchSounds(street(100), street(100), 400, 50)).toBeUndefined()
})
