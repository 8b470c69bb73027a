import { existsSync } from 'node:fs'
import { stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { InconclusiveError } from '../core/errors.ts'
import type { ServerWatch, TargetControl } from '../core/target-info.ts'
import { controlOver, openControlChannel } from './control-channel.ts'

async function channelTo(control: TargetControl, watch?: ServerWatch) {
  const channel = await openControlChannel(control, watch)
  onTestFinished(() => channel[Symbol.asyncDispose]())
  return { channel, remote: controlOver(channel.path) }
}

test('an order is obeyed before it is answered', async () => {
  const done: string[] = []
  const { remote } = await channelTo({
    restart: async () => {
      await new Promise((resolve) => setTimeout(resolve, 20))
      done.push('restart')
    },
    pauseDatabase: async () => void done.push('pause'),
  })
  await remote.restart()
  await remote.pauseDatabase()
  expect(done).toEqual(['restart', 'pause'])
})

test('an order may have a number', async () => {
  const clock: number[] = []
  const { remote } = await channelTo({ setClock: async (secondsAhead) => void clock.push(secondsAhead) })
  await remote.setClock(3_600)
  await remote.setClock(0)
  expect(clock).toEqual([3_600, 0])
})

test('a sample comes back as it was taken, with what is stored', async () => {
  const server = { cpuSeconds: 2, rssBytes: 3, threads: 4, descriptors: 5 }
  const sample = { at: 1, server }
  const taking = { sample: async () => sample }
  expect(await (await channelTo({}, taking)).remote.sample()).toEqual(sample)
  const storing = { ...taking, storedBytes: async () => 6 }
  expect(await (await channelTo({}, storing)).remote.sample()).toEqual({ ...sample, storedBytes: 6 })
})

test.each([
  ['fails', { kill: () => Promise.reject(new Error('it did not answer')) }, 'it did not answer'],
  ['the target lacks', {}, 'this target has no kill'],
])('an order that %s is inconclusive', async (_, control, why) => {
  const attempt = (await channelTo(control)).remote.kill()
  await expect(attempt).rejects.toThrow(InconclusiveError)
  await expect(attempt).rejects.toThrow(`could not kill the server and start it again: ${why}`)
})

test('nobody else may give orders, and nothing is left of it', async () => {
  const channel = await openControlChannel({}, undefined)
  const folder = dirname(channel.path)
  expect((await stat(folder)).mode & 0o077).toBe(0)
  await channel[Symbol.asyncDispose]()
  expect(existsSync(folder)).toBe(false)
  await expect(controlOver(channel.path).restart()).rejects.toThrow('could not restart the server: ')
})
