import { expect, test } from 'vitest'
import { readSuites } from '../harness/catalogue/index.ts'
import {
  saslErrorConditions,
  stanzaErrorConditions,
  streamErrorConditions,
} from '../harness/core/error-conditions.ts'
import { conditionsPage, readConditions } from './conditions-page.ts'

test.each([
  ['stream errors', streamErrorConditions],
  ['stanza errors', stanzaErrorConditions],
  ['SASL errors', saslErrorConditions],
])('all %s are accounted for', async (kind, defined) => {
  expect(Object.keys((await readConditions())[kind] ?? {})).toEqual(defined)
})

test('what is said to be verified is', async () => {
  const suites = await readSuites('suites')
  const verified = new Set(
    suites.flatMap(({ spec, files }) =>
      files.flatMap(({ verifies }) => verifies.map((name) => `${spec.id}/${name}`)),
    ),
  )
  const claimed = Object.values(await readConditions())
    .flatMap((ofKind) => Object.values(ofKind))
    .flatMap((entry) => ('verified' in entry ? entry.verified : []))
  expect(claimed.filter((id) => !verified.has(id))).toEqual([])
})

test('the page has a line for each condition', () => {
  const { contents } = conditionsPage({
    'stream errors': {
      conflict: { verified: ['rfc6120/7/a', 'rfc6120/7/b'] },
      reset: { reason: 'no text obliges a server' },
    },
  })
  expect(contents).toContain(`## Stream errors

| condition | verified by | or not, because |
|---|---|---|
| \`conflict\` | \`rfc6120/7/a\` \`rfc6120/7/b\` |  |
| \`reset\` |  | no text obliges a server |
`)
})
