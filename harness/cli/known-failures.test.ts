import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { KnownFailure } from '../conformance/runtime.ts'
import { knownFailuresOf, staleEntries } from './known-failures.ts'
import { projectRoot } from './project.ts'

const entry = (requirement: string, situation?: string): KnownFailure => ({
  requirement,
  link: 'https://issues.example.org/1',
  reason: 'what we sent, what came, and why that departs from the text',
  ...(situation === undefined ? {} : { situation }),
})
const asked = (requirement: string, situation = 'here') => ({ requirement, situation })

describe('an entry is stale', () => {
  test.each<[string, KnownFailure, ReturnType<typeof asked>[], boolean, string[]]>([
    ['when a whole run did not ask for it', entry('a'), [asked('b')], true, ['a']],
    ['not when a filtered run did not ask for it', entry('a'), [asked('b')], false, []],
    ['not when its requirement was verified', entry('a'), [asked('a')], true, []],
    [
      'not when its situation was verified',
      entry('a', 'here'),
      [asked('a', 'there'), asked('a', 'here')],
      true,
      [],
    ],
    [
      'when its requirement was verified in other situations alone',
      entry('a', 'here'),
      [asked('a', 'there')],
      false,
      ['a · here'],
    ],
    [
      'when its situation is of another requirement',
      entry('a', 'here'),
      [asked('b', 'here')],
      true,
      ['a · here'],
    ],
    ['when nothing ran at all', entry('a'), [], true, ['a']],
  ])('%s', (_, known, verified, whole, stale) => {
    expect(staleEntries([known], verified, whole)).toEqual(stale)
  })
})

describe('entries are of one software in some versions', () => {
  test.each([
    ['Prosody', '13.0.6', true],
    ['Prosody', '13', true],
    ['Prosody', '130.1', false],
    ['Prosody', '1', false],
    ['prosody', '13.0.6', false],
    ['ejabberd', '13.0.6', false],
  ])('%s %s', async (name, version, some) => {
    const file = await readFile(join(projectRoot, 'fixtures/known-failures/prosody-13.json'), 'utf8')
    const { software, versions, entries } = JSON.parse(file)
    expect([software, versions]).toEqual(['Prosody', '13'])
    expect(await knownFailuresOf({ name, version })).toEqual(some ? entries : [])
  })
})
