import { expect, test } from 'vitest'
import type { LoadSecond } from '../core/run-result.ts'
import { limitOf } from './limit.ts'

type Use = Pick<LoadSecond, 'serverCpu' | 'serverBusy' | 'databaseCpu' | 'sqlTime' | 'transactions'>

/** Two seconds of warming up, two in which the server is used like that, and one of waiting for the last. */
function result(use: Use, reasons: readonly string[] = []): Parameters<typeof limitOf>[0] {
  const second = (number: number, intended: number, used: Use): LoadSecond => ({
    second: number,
    intended,
    sent: intended,
    received: intended,
    dropped: 0,
    ...used,
  })
  const idle = { serverCpu: 0, databaseCpu: 0, sqlTime: 0 }
  return {
    seconds: [
      second(0, 10, use.serverCpu === undefined ? {} : idle),
      second(1, 10, use.serverCpu === undefined ? {} : idle),
      second(2, 10, use),
      second(3, 10, use),
      second(4, 0, use.serverCpu === undefined ? {} : idle),
    ],
    warmUpMs: 2000,
    validity: {
      valid: reasons.length === 0,
      reasons,
      scheduleLagP99Ms: 1,
      eventLoopDelayP99Ms: 1,
      generatorCpu: 0.1,
    },
  }
}

test.each<readonly [Use, string]>([
  [
    { serverCpu: 0.97, databaseCpu: 0.1, sqlTime: 0.02 },
    'the processor of the server: the server used 97 % of a core',
  ],
  [{ serverCpu: 0.97 }, 'the processor of the server: the server used 97 % of a core'],
  [
    { serverCpu: 0.45, databaseCpu: 0.4, sqlTime: 0.5 },
    'the database: the server used 45 % of a core and waited 50 %',
  ],
  [
    { serverCpu: 0.6, databaseCpu: 0.2, sqlTime: 0.3 },
    'the one thread of the server: the server used 60 % of a core',
  ],
  [
    { serverCpu: 0.3, databaseCpu: 0.95, sqlTime: 0.2 },
    'the processor of the database, 95 % of a core: the server',
  ],
  [
    { serverCpu: 0.2, databaseCpu: 0.1, sqlTime: 0.1 },
    'neither processor nor database: the server used 20 % of a core',
  ],
  [
    { serverCpu: 0.63, databaseCpu: 0.2, sqlTime: 0.05, transactions: 641.3 },
    'statements of its database; the way to the database and back, 641 times a second and more, is in neither',
  ],
  [
    { serverCpu: 0.49, serverBusy: 0.96, databaseCpu: 0.3, sqlTime: 0.12, transactions: 1487 },
    'the one thread of the server, which was busy 96 % of the time: the server used 49 % of a core and waited 12 %',
  ],
  [
    { serverCpu: 0.49, serverBusy: 0.6, databaseCpu: 0.3, sqlTime: 0.12, transactions: 1487 },
    'neither processor nor database: the server used 49 % of a core',
  ],
  [{}, 'unknown: nobody can watch the processes of this server'],
])('%o', (use, phrase) => {
  expect(limitOf(result(use))).toContain(phrase)
})

test('where the step is invalid the server is not blamed', () => {
  const limit = limitOf(result({ serverCpu: 1 }, ['the generator was busy', 'a worker was lost']))
  expect(limit).toBe('not the server: the generator was busy; a worker was lost')
})
