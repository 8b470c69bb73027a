import { expect, test } from 'vitest'
import { defineSpec, type SpecStanding, standings } from '../harness/catalogue/index.ts'
import { configurationPage } from './configuration-page.ts'
import { coveragePage } from './coverage-page.ts'
import { requirementsPage } from './requirements-page.ts'

const spec = defineSpec({
  id: 'rfc6121',
  title: 'XMPP: Instant Messaging and Presence',
  url: (section) => `https://example.org/#${section}`,
  requirements: {
    '8.5/a': { level: 'MUST NOT', covers: ['rfc6121-8.5-1'], says: 'this | that' },
    '8.5/b': { level: 'MAY', covers: [], says: 'something else' },
  },
})

const sentence = { section: '8.5', subject: 'server', observable: 'client' } as const

const documents: readonly SpecStanding[] = standings(
  [
    {
      spec,
      declared: ['8.5/a', '8.5/b'],
      exclusions: [{ sentence: 'rfc6121-8.5-2', reason: 'takes the server a week of silence' }],
      files: [{ name: '8.5-messages', verifies: ['8.5/a'], lies: { '8.5/a': ['drops it'] } }],
    },
  ],
  () => [
    { id: 'rfc6121-8.5-1', level: 'MUST NOT', ...sentence },
    { id: 'rfc6121-8.5-2', level: 'MUST', ...sentence },
    { id: 'rfc6121-8.5-3', level: 'MUST', ...sentence },
    { id: 'rfc6121-8.5-4', level: 'SHOULD', ...sentence },
    { id: 'rfc6121-8.5-5', level: 'REQUIRED', ...sentence },
  ],
  { 'rfc6121/8.5/a': { lies: ['drops it'], killed: ['drops it'] } },
)

test('the page of requirements', () => {
  expect(requirementsPage(documents).contents).toContain(`| document | requirements | proven | lies | caught |
|---|---|---|---|---|
| rfc6121 | 2 | 1 | 1 | 1 |
`)
  expect(requirementsPage(documents).contents).toContain(`## XMPP: Instant Messaging and Presence (rfc6121)

| requirement | level | what the server does | section | state |
|---|---|---|---|---|
| \`rfc6121/8.5/a\` | MUST NOT | this \\| that | [8.5](https://example.org/#8.5) | proven, 1 lie |
| \`rfc6121/8.5/b\` | MAY | something else | [8.5](https://example.org/#8.5) | open, 0 lies |
`)
})

test('the page of coverage', () => {
  const { contents } = coveragePage(documents)
  expect(
    contents,
  ).toContain(`| document | MUST verified | excluded | open | SHOULD verified | excluded | open |
|---|---|---|---|---|---|---|
| rfc6121 | 1 of 4 (25 %) | 1 | 2 | 0 of 1 (0 %) | 0 | 1 |
`)
  expect(contents).toContain('| `rfc6121-8.5-2` | takes the server a week of silence |')
  expect(contents).toContain(
    '| [8.5](https://example.org/#8.5) | `rfc6121-8.5-3` `rfc6121-8.5-5` | `rfc6121-8.5-4` |',
  )
})

test('the page of options and variables', () => {
  const { contents } = configurationPage([
    { flag: '--profile <name>', says: 'what is promised', default: 'developer' },
    { variable: 'TOUCHSTONE_CACHE', says: 'where packages are kept' },
  ])
  expect(contents).toContain('| `--profile <name>` | what is promised | developer |\n')
  expect(contents).toContain('| `TOUCHSTONE_CACHE` | where packages are kept |  |\n')
})
