import { expect, test } from 'vitest'
import { makeCommandBus } from '../../renderer/command-bus.tsx'

test('the handler bound last is asked first, and the one below when it has none', () => {
  const bus = makeCommandBus()
  const said: string[] = []
  bus.bind(() => ({ 'file.open': () => said.push('window'), 'file.close': () => said.push('window') }))
  const end = bus.bind(() => ({ 'file.open': () => said.push('screen'), 'file.close': undefined }))
  const ran = [bus.run('file.open'), bus.run('file.close')]
  end()
  bus.run('file.open')
  expect([ran, said]).toEqual([
    [true, true],
    ['screen', 'window', 'window'],
  ])
})

test('a command that nobody offers cannot be run', () => {
  const bus = makeCommandBus()
  bus.bind(() => ({ 'playback.toggle': undefined }))
  expect([bus.canRun('playback.toggle'), bus.run('playback.toggle')]).toEqual([false, false])
})
