import { expect, test } from 'vitest'
import { makeStepQueue } from '../../renderer/player/step-queue.ts'

test('frames are shown one after the other, each before its promise resolves', async () => {
  const events: string[] = []
  const queue = makeStepQueue(
    async (frame) => {
      events.push(`begin ${frame}`)
      await Promise.resolve()
      events.push(`shown ${frame}`)
    },
    () => events.push('idle'),
  )
  await Promise.all([1, 2].map((frame) => queue.add(frame).then(() => events.push(`done ${frame}`))))
  await Promise.resolve()
  expect(events).toEqual(['begin 1', 'shown 1', 'begin 2', 'done 1', 'shown 2', 'idle', 'done 2'])
})

test('what has not begun is dropped and its promise resolves; what has begun goes on', async () => {
  const shown: number[] = []
  let release: () => void = () => undefined
  const queue = makeStepQueue(
    (frame) =>
      new Promise<void>((done) => {
        shown.push(frame)
        release = done
      }),
    () => undefined,
  )
  const steps = [1, 2, 3].map((frame) => queue.add(frame))
  queue.drop()
  release()
  await Promise.all(steps)
  expect(shown).toEqual([1])
})
