import { expect, test } from 'vitest'
import { makeEnginePlay, type EnginePlayPorts } from '../../renderer/player/engine-play.ts'

/** Ten frames a second, a clock that only sleeping and showing move, and a screen that takes `cost` a picture. */
function stageFor(
  options: { cost?: number; last?: number; loop?: { from: number; to: number }; missing?: number } = {},
) {
  let now = 0
  const shown: (readonly [number, number])[] = []
  const ends: string[] = []
  const ports: EnginePlayPorts = {
    timeOf: (frame) => frame / 10,
    lastFrame: () => options.last ?? 5,
    loop: () => options.loop,
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

/** What is shown in the first so many turns. */
async function turns(course: ReturnType<typeof stageFor>, count: number) {
  for (let i = 0; i < 500 && course.shown.length < count; i++) await Promise.resolve()
  course.play.stop()
  return course.shown.slice(0, count)
}

test('round and round the first frame of a lap comes when the last one of the lap before is over', async () => {
  const course = stageFor({ last: 9, loop: { from: 2, to: 4 } })
  course.play.start(3, 1)
  expect(await turns(course, 6)).toEqual([
    [4, 100],
    [2, 200],
    [3, 300],
    [4, 400],
    [2, 500],
    [3, 600],
  ])
})

test('backwards a lap goes from its last frame to its first, at its speed', async () => {
  const course = stageFor({ last: 9, loop: { from: 2, to: 4 } })
  course.play.start(3, -2)
  expect(await turns(course, 5)).toEqual([
    [2, 50],
    [4, 100],
    [3, 150],
    [2, 200],
    [4, 250],
  ])
})

test('a screen slower than a whole lap leaves laps out and stays within', async () => {
  const course = stageFor({ last: 9, cost: 450, loop: { from: 2, to: 4 } })
  course.play.start(2, 1)
  expect(await turns(course, 4)).toEqual([
    [3, 100],
    [4, 550],
    [3, 1000],
    [4, 1450],
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
