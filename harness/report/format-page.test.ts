import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { runJsonSchema } from './schema.ts'

const page = readFileSync(new URL('../../docs/report-format.md', import.meta.url), 'utf8')

test('docs/report-format.md explains every field of run.json', () => {
  const explained = new Set([...page.matchAll(/`([^`\s]+)`/g)].map(([, word]) => word))
  expect(fieldsOf(runJsonSchema()).filter((field) => !explained.has(field))).toEqual([])
})

/** The names of all fields, at any depth; maps have keys that are data, and those are no fields. */
function fieldsOf(schema: object): readonly string[] {
  const names = 'properties' in schema ? Object.keys(schema.properties as object) : []
  const parts = Object.values(schema).filter(
    (part): part is object => typeof part === 'object' && part !== null,
  )
  return [...names, ...parts.flatMap(fieldsOf)]
}
