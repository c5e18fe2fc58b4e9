import { expect, test } from 'vitest'
import { makeEnginePlay, type EnginePlayPorts } from '../../renderer/player/engine-play.ts'

/** Ten frames a second, a clock that only sleeping and showing move, and a screen that takes `cost` a picture. */
function stageFor(options: { cost?: number; last?: number; first?: number; missing?: number } = {}) {
  let now = 0
  const shown: (readonly [number, number])[] = []
  const ends: string[] = []
  const ports: EnginePlayPorts = {
    timeOf: (frame) => (frame < (options.first ?? 0) || frame > (options.last ?? 5) ? undefined : frame / 10),
    frameAt: (seconds) => Math.floor(seconds * 10 + 1e-6),
    show: (frame) => {
      shown.push([frame, Math.round(now)])
      now += options.cost ?? 0
      return Promise.resolve(frame === options.missing ? 'missing' : 'shown')
    },
    ended: () => ends.push('ended'),
    blocked: () => ends.push('blocked'),
    now: () => now,
    sleep: (milliseconds) => {
      now += milliseconds
      return Promise.resolve()
    },
  }
  const play = makeEnginePlay(ports)
  const finished = async (): Promise<void> => {
    for (let i = 0; i < 500 && ends.length === 0; i++) await Promise.resolve()
  }
  return { play, shown, ends, finished }
}

test('forwards each frame comes at its time, and the end is told', async () => {
  const { play, shown, ends, finished } = stageFor()
  play.start(2, 1)
  await finished()
  expect(shown).toEqual([
    [3, 100],
    [4, 200],
    [5, 300],
  ])
  expect(ends).toEqual(['ended'])
})

test('backwards at double speed', async () => {
  const { play, shown, finished } = stageFor()
  play.start(3, -2)
  await finished()
  expect(shown).toEqual([
    [2, 50],
    [1, 100],
    [0, 150],
  ])
})

test('a slow screen leaves frames out rather than falling behind', async () => {
  const { play, shown, finished } = stageFor({ cost: 250, last: 9 })
  play.start(0, 1)
  await finished()
  expect(shown).toEqual([
    [1, 100],
    [3, 350],
    [6, 600],
    [8, 850],
  ])
})

test('a frame that cannot be shown stops the playing', async () => {
  const { play, shown, ends, finished } = stageFor({ missing: 4 })
  play.start(2, 1)
  await finished()
  expect([shown.at(-1)?.[0], ends]).toEqual([4, ['blocked']])
})

test('stopped it shows nothing more and tells nothing', async () => {
  const { play, shown, ends, finished } = stageFor()
  play.start(0, 1)
  play.stop()
  await finished()
  expect([shown, ends]).toEqual([[], []])
})
