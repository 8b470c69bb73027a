import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { readSuites } from './suite.ts'

let folder: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'touchstone-suites-'))
})
afterEach(async () => {
  await rm(folder, { recursive: true })
})

async function write(path: string, text: string): Promise<void> {
  await mkdir(join(folder, dirname(path)), { recursive: true })
  await writeFile(join(folder, path), text)
}

const requirements = (id: string) =>
  `export const spec = { id: '${id}', title: 'T', url: () => '', requirements: { '8.5/a': { level: 'MUST', covers: [], says: 'x' } } }\n`

describe('readSuites', () => {
  test('reads requirements, exclusions, verifications and lies', async () => {
    await write('rfc6121/requirements.ts', requirements('rfc6121'))
    await write(
      'rfc6121/requirements/8-messages.ts',
      "export const messages = {\n  '8.5/a': {},\n  '8.5/b': {\n",
    )
    await write(
      'rfc6121/exclusions.json',
      '[{"sentence":"rfc6121-8.5-1","reason":"needs a week of silence"}]',
    )
    await write(
      'rfc6121/8.5-messages.test.ts',
      `verify('8.5/a', 'one situation', async () => {})
verify(
  '8.5/b',
  'another',
  async () => {},
)
for (const type of ['chat', 'normal']) {
  verify('8.5/a', \`a \${type} message\`, async () => {})
}
// verify('8.5/commented-out', 'x', async () => {})
`,
    )
    await write(
      'rfc6121/8.5-messages.lies.ts',
      `export const lies = { 'rfc6121/8.5/a': { 'drops it': () => ({}) } }\n`,
    )
    await write('load/chat.scenario.ts', '')

    expect(await readSuites(folder)).toMatchObject([
      {
        spec: { id: 'rfc6121' },
        declared: ['8.5/a', '8.5/b'],
        exclusions: [{ sentence: 'rfc6121-8.5-1' }],
        files: [{ name: '8.5-messages', verifies: ['8.5/a', '8.5/b'], lies: { '8.5/a': ['drops it'] } }],
      },
    ])
  })

  test('a file without lies beside it has none', async () => {
    await write('rfc6121/requirements.ts', requirements('rfc6121'))
    await write('rfc6121/8.5-messages.test.ts', '')
    expect(await readSuites(folder)).toMatchObject([{ exclusions: [], files: [{ verifies: [], lies: {} }] }])
  })

  test('refuses a spec that is not called as its folder', async () => {
    await write('rfc6121/requirements.ts', requirements('rfc6120'))
    await expect(readSuites(folder)).rejects.toThrow(
      'rfc6121/requirements.ts to export the spec "rfc6121", as its folder is called, got "rfc6120".',
    )
  })

  test('refuses requirements that export no spec', async () => {
    await write('rfc6121/requirements.ts', 'export const other = 1\n')
    await expect(readSuites(folder)).rejects.toThrow('as its folder is called, got none.')
  })

  test('refuses lies that are not exported', async () => {
    await write('rfc6121/requirements.ts', requirements('rfc6121'))
    await write('rfc6121/8.5-messages.test.ts', '')
    await write('rfc6121/8.5-messages.lies.ts', 'export const other = 1\n')
    await expect(readSuites(folder)).rejects.toThrow(
      '8.5-messages.lies.ts to export "lies", got no such export.',
    )
  })
})
