import { expect, test } from 'vitest'
import { UsageError } from '../core/errors.ts'
import { readScenarios, selectScenarios } from './load.ts'
import { readProfile } from './profile.ts'

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
