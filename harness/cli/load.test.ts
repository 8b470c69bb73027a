import { expect, test } from 'vitest'
import { CannotRunError, UsageError } from '../core/errors.ts'
import { chatMessage } from '../load/arrival.ts'
import { defineScenario, ms, seconds, steady } from '../load/index.ts'
import { startNullServer } from '../load/null-server.ts'
import { readScenarios, runLoad, selectScenarios } from './load.ts'
import { readProfile } from './profile.ts'
import type { StartedTarget } from './start-target.ts'

const all = await readScenarios()
const ids = (chosen: readonly { readonly id: string }[]) => chosen.map(({ id }) => id)

test('every scenario is called as its file', () => {
  expect(all.length).toBeGreaterThan(5)
  for (const { id } of all) expect(id).toMatch(/^load\/[a-z0-9-]+$/)
  expect(new Set(ids(all)).size).toBe(all.length)
})

test('without a filter the profile chooses, and a developer waits for few', async () => {
  const developer = await readProfile('developer')
  const chosen = selectScenarios(all, [], developer)
  expect(ids(chosen).sort()).toEqual([...(developer.scenarios ?? [])].sort())
  const length = chosen
    .flatMap(({ sizes }) => sizes.developer.schedule)
    .reduce((total, { over }) => total + over, 0)
  expect(length).toBeLessThanOrEqual(10_000)
  expect(selectScenarios(all, [], await readProfile('release'))).toEqual(all)
})

test('a filter chooses among all of them', async () => {
  const chosen = selectScenarios(all, ['load/login-storm'], await readProfile('developer'))
  expect(ids(chosen)).toEqual(['load/login-storm'])
})

test('a profile that names what there is not is refused', () => {
  expect(() => selectScenarios(all, [], { id: 'own.json', scenarios: ['load/sleep'] })).toThrow(UsageError)
})

test.each(['developer', 'gate', 'release'])('the profile %s is in order', async (name) => {
  expect(() => selectScenarios(all, [], { id: name })).not.toThrow()
  selectScenarios(all, [], await readProfile(name))
})

const two = all.slice(0, 2)
const settings = { profile: await readProfile('developer'), loadTarget: undefined, limits: 'its limits on' }

/** As far as it is asked anything before a scenario begins. */
function startedWith(restart: () => Promise<void>): StartedTarget {
  return {
    target: { control: { restart } },
    provisioner: {},
    context: { access: {} },
  } as unknown as StartedTarget
}

test('each scenario begins with a server just started, and one that does not come back is a problem of each', async () => {
  const restart = () => Promise.reject(new CannotRunError('Prosody did not come back.'))
  const steps: string[] = []
  const { scenarios, problems } = await runLoad(
    { scenarios: two, searches: [] },
    startedWith(restart),
    settings,
    (step) => steps.push(step),
    new AbortController().signal,
  )
  expect(steps).toEqual(['restart the server', 'restart the server'])
  expect(scenarios).toEqual([])
  expect(problems).toEqual(two.map(({ id }) => `${id} could not be run: Prosody did not come back.`))
})

test('an interruption ends what is under way and throws away nothing', async () => {
  const interruption = new AbortController()
  let restarts = 0
  const restart = () => {
    restarts += 1
    interruption.abort()
    return Promise.reject(interruption.signal.reason)
  }
  const result = await runLoad(
    { scenarios: two, searches: [] },
    startedWith(restart),
    settings,
    () => undefined,
    interruption.signal,
  )
  expect(result).toEqual({ scenarios: [], capacities: [], problems: [] })
  expect(restarts).toBe(1)
})

test('a search that is interrupted says what it has found', async () => {
  await using server = await startNullServer()
  const interruption = new AbortController()
  let restarts = 0
  const restart = async () => {
    if (++restarts < 3) return
    interruption.abort(new CannotRunError('Interrupted by SIGINT.'))
    throw new Error('connect ECONNREFUSED')
  }
  const size = { users: 2, schedule: [steady({ rate: 20, for: seconds(1) })] }
  const scenario = defineScenario({
    id: 'load/test-interruption',
    question: 'How much was found?',
    sizes: { developer: size, gate: size, release: size },
    arrival: chatMessage({ bodyBytes: 120 }),
    thresholds: [],
  })
  const { capacities, problems } = await runLoad(
    { scenarios: [], searches: [{ scenario, objective: [], size: 'developer', each: ms(500) }] },
    {
      target: { control: { restart } },
      provisioner: server.accounts,
      context: { target: server.target, access: {} },
    } as unknown as StartedTarget,
    settings,
    () => undefined,
    interruption.signal,
  )
  expect(capacities).toMatchObject([
    {
      cutOff: true,
      limit: 'the search was cut off at 80/s: Interrupted by SIGINT',
      steps: [{ offered: 20 }, { offered: 40 }],
    },
  ])
  expect(problems).toEqual([])
})
