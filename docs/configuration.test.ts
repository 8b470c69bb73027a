import { readdir, readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { type Setting, settings } from '../harness/cli/options.ts'

const PROJECT = new URL('../', import.meta.url)
/** Set by vitest.config.ts for its own workers. */
const INTERNAL = ['TOUCHSTONE_WORKERS']

async function filesOf(folder: string): Promise<string[]> {
  const files = await readdir(new URL(folder, PROJECT), { recursive: true, withFileTypes: true })
  return files.filter((file) => file.isFile()).map((file) => `${file.parentPath}/${file.name}`)
}

test('every variable that is read is in the table, and no other', async () => {
  const files = [
    ...(await filesOf('harness')),
    ...(await filesOf('scripts')),
    new URL('compose.test.yaml', PROJECT),
  ]
  const texts = await Promise.all(
    files.filter((file) => !String(file).endsWith('cli/options.ts')).map((file) => readFile(file, 'utf8')),
  )
  const read = new Set(texts.flatMap((text) => text.match(/\bTOUCHSTONE_[A-Z_]*[A-Z]\b/g) ?? []))
  for (const name of INTERNAL) read.delete(name)

  const listed = Object.values<Setting>(settings)
    .flatMap(({ variable }) => variable ?? [])
    .filter((variable) => variable.startsWith('TOUCHSTONE_'))

  expect([...read].sort()).toEqual(listed.sort())
})
