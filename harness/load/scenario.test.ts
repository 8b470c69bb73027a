import { describe, expect, test } from 'vitest'
import { minutes, ms, seconds } from '../core/duration.ts'
import { UsageError } from '../core/errors.ts'
import { chatMessage } from './arrival.ts'
import { bounds, defineScenario, describeSize, type Size } from './scenario.ts'
import { closedLoop, ramp, steady, warmUp } from './schedule.ts'

const small: Size = { users: 2, schedule: [steady({ rate: 1, for: seconds(1) })] }

function scenario(change: object) {
  return defineScenario({
    id: 'load/some-question',
    question: 'How long does it take?',
    sizes: { developer: small, gate: small, release: small },
    arrival: chatMessage({ bodyBytes: 120 }),
    thresholds: [],
    ...change,
  })
}

test('patience has a default and may be set', () => {
  expect(scenario({})).toMatchObject({ sendWithin: 500, lateAfter: 1000, drain: 10_000 })
  expect(scenario({ drain: seconds(2) }).drain).toBe(2000)
})

test('a size reads as a sentence', () => {
  const schedule = [ramp({ to: 200, over: seconds(10) }), steady({ rate: 200, for: minutes(1) })]
  expect(describeSize({ users: 100, schedule })).toBe('100 users, 0 to 200/s over 10 s, then 200/s for 1 min')
})

describe('refused with a sentence that names the place:', () => {
  const sized = (size: Partial<Size>) => ({
    sizes: { developer: small, gate: { ...small, ...size }, release: small },
  })

  test.each<[string, object, string]>([
    [
      'an id of another form',
      { id: 'One To One' },
      'A scenario\'s id reads load/some-words-like-these; got "One To One".',
    ],
    ['an odd number of users', sized({ users: 3 }), 'load/some-question, size gate: users come in pairs'],
    ['too many users', sized({ users: bounds.users + 2 }), 'at most 50000 are allowed'],
    [
      'too high a rate',
      sized({ schedule: [steady({ rate: 20_001, for: seconds(1) })] }),
      'size gate: 20001 arrivals a second; at most 20000 are allowed.',
    ],
    [
      'a closed loop without pauses to speak of',
      sized({ users: 100, schedule: [closedLoop({ pause: ms(1), for: seconds(1) })] }),
      'size gate: 100000 arrivals a second; at most 20000 are allowed.',
    ],
    [
      'too long a run',
      sized({ schedule: [steady({ rate: 1, for: minutes(721) })] }),
      'at most 720 min is allowed',
    ],
    [
      'nothing after the warm-up',
      sized({ schedule: [warmUp(steady({ rate: 1, for: seconds(1) }))] }),
      'size gate: a schedule warms up at its beginning, and goes on after it; got 1/s for 1 s to warm up.',
    ],
    [
      'a warm-up in the middle',
      sized({
        schedule: [1, 2, 3].map((rate) => {
          const phase = steady({ rate, for: seconds(1) })
          return rate === 2 ? warmUp(phase) : phase
        }),
      }),
      'got 1/s for 1 s, then 2/s for 1 s to warm up, then 3/s for 1 s.',
    ],
    ['too long a drain', { drain: minutes(6) }, 'it waits 6 min for late stanzas; at most 5 min is allowed.'],
  ])('%s', (_, change, sentence) => {
    expect(() => scenario(change)).toThrow(UsageError)
    expect(() => scenario(change)).toThrow(sentence)
  })

  test('a body too short for what is measured by it', () => {
    expect(() => chatMessage({ bodyBytes: 10 })).toThrow('at least 64 bytes; got 10')
  })
})
