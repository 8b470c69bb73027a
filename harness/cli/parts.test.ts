import { expect, test } from 'vitest'
import { chatMessage, defineScenario, parseSlo, seconds, steady } from '../load/index.ts'
import { partsOf } from './parts.ts'

const size = { users: 2, schedule: [steady({ rate: 1, for: seconds(1) })] }
const scenario = (name: string, limits: 'on' | 'off') =>
  defineScenario({
    id: `load/${name}`,
    question: 'Which server?',
    sizes: { developer: size, gate: size, release: size },
    arrival: chatMessage({ bodyBytes: 100 }),
    thresholds: [],
    limits,
  })

const limited = scenario('limited', 'on')
const unlimited = scenario('unlimited', 'off')
const search = {
  scenario: limited,
  objective: parseSlo('lost = 0', limited.arrival),
  size: 'developer',
} as const
const selection = { files: [], requirements: [] }

test('what wants the limits off gets a server of its own', () => {
  const target = { provider: 'embedded', settings: { PROSODY_LOG_LEVEL: 'warn' } } as const
  const parts = partsOf({ target, selection, scenarios: [unlimited, limited], searches: [search] })
  expect(parts).toMatchObject([
    { target, limits: 'its limits on', selection, scenarios: [limited], searches: [] },
    {
      target: { settings: { PROSODY_LOG_LEVEL: 'warn', PROSODY_LIMITS: 'off' } },
      limits: 'its limits off',
      selection: undefined,
      scenarios: [unlimited],
      searches: [search],
    },
  ])
})

test('no server is started that nobody asks anything', () => {
  const target = { provider: 'embedded' } as const
  const off = partsOf({ target, selection: undefined, scenarios: [], searches: [search] })
  expect(off.map(({ limits }) => limits)).toEqual(['its limits off'])
  const on = partsOf({ target, selection, scenarios: [], searches: [] })
  expect(on.map(({ limits }) => limits)).toEqual(['its limits on'])
})

test.each([
  [{ provider: 'external', target: 'example.org' } as const, 'its limits as they are'],
  [{ provider: 'embedded', settings: { PROSODY_LIMITS: 'on' } } as const, 'its limits on'],
])("a server that is somebody else's, or set, is taken as it is", (target, limits) => {
  const parts = partsOf({ target, selection, scenarios: [unlimited, limited], searches: [search] })
  expect(parts).toEqual([{ target, limits, selection, scenarios: [unlimited, limited], searches: [search] }])
})
