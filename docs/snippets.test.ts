import { readFile } from 'node:fs/promises'
import { describe, expect, test } from 'vitest'

const PAGES = ['writing-a-test.md', 'writing-a-scenario.md']
/** A fenced block with a comment above it that says from which file it is cut. */
const SNIPPET = /<!-- from (\S+) -->\n```ts\n([\s\S]*?)```/g

const read = (path: string) => readFile(new URL(`../${path}`, import.meta.url), 'utf8')

describe.each(PAGES)('the code in %s is code of the project', async (page) => {
  const snippets = [...(await read(`docs/${page}`)).matchAll(SNIPPET)].map(([, file = '', code = '']) => ({
    file,
    code,
  }))

  test('there is some', () => {
    expect(snippets).not.toEqual([])
  })

  test.each(snippets)('from $file', async ({ file, code }) => {
    expect(await read(file)).toContain(code)
  })
})

test('the table in writing-a-test.md has everything that a stage gives', async () => {
  const [, members = ''] =
    /export interface Stage \{\n([\s\S]*?)\n\}/.exec(await read('harness/conformance/stage.ts')) ?? []
  const names = [...members.matchAll(/^ {2}readonly (\w+):/gm)].map(([, name = '']) => name)
  const page = await read('docs/writing-a-test.md')

  expect(names).toContain('fence')
  expect(names.filter((name) => !new RegExp(`\`${name}\\b`).test(page))).toEqual([])
})
