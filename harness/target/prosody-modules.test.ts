/** The modules of prosody/modules by themselves: that Lua reads them, before a server stumbles over one. */
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { cacheFolder } from './cache.ts'
import { findCommand, run } from './command.ts'
import { prosodyCommand, unpackedProsody } from './embedded-prosody.ts'

const MODULES = fileURLToPath(new URL('../../prosody/modules', import.meta.url))
const hasApt = (await findCommand('apt-get')) !== undefined

// The packages may have to be fetched first.
describe.runIf(hasApt)('prosody/modules', { timeout: 180_000 }, () => {
  test('are Lua', async () => {
    const names = (await readdir(MODULES, { recursive: true })).filter((name) => name.endsWith('.lua'))
    expect(names).toContain('mod_http_admin_api/mod_http_admin_api.lua')
    const files = names.map((name) => JSON.stringify(join(MODULES, name)))
    await lua(`for _, name in ipairs { ${files} } do assert(loadfile(name)) end`)
  })

  test('would not pass if they were not', async () => {
    await expect(lua('assert(load "local = 1")')).rejects.toThrow('<name> expected')
  })
})

async function lua(program: string): Promise<void> {
  const root = await unpackedProsody(cacheFolder(), () => undefined, new AbortController().signal)
  const folder = await mkdtemp(join(tmpdir(), 'modules-test-'))
  try {
    const { command, args, env } = await prosodyCommand(root, folder)
    const interpreter = args.slice(0, args.findIndex((arg) => arg.endsWith('/lua5.4')) + 1)
    await run([command, [...interpreter, '-e', program]], { env })
  } finally {
    await rm(folder, { recursive: true })
  }
}
