import { expect, test } from 'vitest'
import { Gathering } from './gathering.ts'

function setting() {
  const gathering = new Gathering()
  const struck: string[] = []
  const blow = (name: string) => async () => {
    struck.push(name)
  }
  return { gathering, struck, await: (name: string) => gathering.await(name, blow(name)) }
}

test('one blow is struck for all, once the last has come', async () => {
  const { gathering, struck, await: wait } = setting()
  const seats = [gathering.enter(), gathering.enter(), gathering.enter()]
  const early = [wait('restart'), wait('restart')]
  await Promise.resolve()
  expect(struck).toEqual([])
  await Promise.all([...early, wait('restart')])
  expect(struck).toEqual(['restart'])
  for (const seat of seats) seat[Symbol.dispose]()
})

test('whoever leaves is waited for no longer', async () => {
  const { gathering, struck, await: wait } = setting()
  gathering.enter()
  const leaves = gathering.enter()
  const waiting = wait('kill')
  expect(struck).toEqual([])
  leaves[Symbol.dispose]()
  await waiting
  expect(struck).toEqual(['kill'])
})

test('another blow waits until the first has been dealt with', async () => {
  const { gathering, struck, await: wait } = setting()
  const first = gathering.enter()
  gathering.enter()
  const restarted = wait('restart')
  const killed = wait('kill')
  await restarted
  expect(struck).toEqual(['restart'])
  first[Symbol.dispose]()
  await killed
  expect(struck).toEqual(['restart', 'kill'])
})

test('what puts an end to a blow comes before one that was waited for longer', async () => {
  const { gathering, struck, await: wait } = setting()
  const first = gathering.enter()
  gathering.enter()
  const paused = wait('pause')
  const restarted = wait('restart')
  await paused
  await gathering.await('resume', async () => void struck.push('resume'), 'first')
  first[Symbol.dispose]()
  await restarted
  expect(struck).toEqual(['pause', 'resume', 'restart'])
})

test('a blow that fails, fails for all who waited for it', async () => {
  const gathering = new Gathering()
  gathering.enter()
  gathering.enter()
  const fails = () => gathering.await('restart', () => Promise.reject(new Error('it stays down')))
  const both = await Promise.allSettled([fails(), fails()])
  expect(both.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
})
