import { mkdir, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { abandonedRunFolders, createRunFolder } from './run-folder.ts'

it('keeps a folder to its owner', async () => {
  const folder = await createRunFolder()
  expect((await stat(folder)).mode & 0o777).toBe(0o700)
  expect(await abandonedRunFolders()).not.toContain(folder)
  await rm(folder, { recursive: true })
  await expect(stat(folder)).rejects.toThrow('ENOENT')
})

it('finds the folder of a run that was killed', async () => {
  const folder = join(tmpdir(), 'touchstone-run-1-1-abandoned')
  await mkdir(folder)
  expect(await abandonedRunFolders()).toContain(folder)
  await rm(folder, { recursive: true })
})
