import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'

const read = (path: string) => readFile(new URL(path, import.meta.url), 'utf8')

test('the import table is what the linter enforces', async () => {
  const enforced = [...(await read('../biome.json')).matchAll(/harness\/(\w+) may import ([^(]+) \(docs/g)]
  const written = [...(await read('ARCHITECTURE.md')).matchAll(/^\| (\w+) \| ([\w, ]+) \|$/gm)]
  const table = (rows: readonly RegExpMatchArray[]) =>
    rows.map(([, folder, imports]) => `${folder}: ${imports}`).sort()

  expect(enforced.length).toBeGreaterThan(0)
  expect(table(written).filter((row) => !row.includes('may import'))).toEqual(table(enforced))
})
