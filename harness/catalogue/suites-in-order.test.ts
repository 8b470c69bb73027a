import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { faultsOf } from './faults.ts'
import { sentencesOf } from './normative-index.ts'
import { readSuites } from './suite.ts'

test('every requirement of the suites is verified and lied about, in the file of its section', async () => {
  const suites = await readSuites(fileURLToPath(new URL('../../suites', import.meta.url)))
  expect(suites.flatMap((suite) => faultsOf(suite, sentencesOf(suite.spec.id)))).toEqual([])
})
