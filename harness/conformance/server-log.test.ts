import { appendFile, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { InconclusiveError, SilenceError } from '../core/errors.ts'
import { ServerLog } from './server-log.ts'

let folder: string
let file: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'touchstone-log-'))
  file = join(folder, 'server.log')
  await writeFile(file, 'before\n')
})
afterEach(() => rm(folder, { recursive: true }))

test('begins when it is opened', async () => {
  const log = new ServerLog(file)
  expect(await log.text()).toBe('')
  await appendFile(file, 'one\ntwö\n')
  expect(await log.text()).toBe('one\ntwö\n')
  expect(await log.text(3)).toBe('one')
})

test('gives a line that is there, and waits for one that is not yet', async () => {
  const log = new ServerLog(file)
  await appendFile(file, 'one\n')
  expect(await log.line(/one|before/, 1_000)).toBe('one')
  const awaited = log.line(/^second/, 5_000)
  await appendFile(file, 'second line\n')
  expect(await awaited).toBe('second line')
})

test('says which line did not come', async () => {
  const attempt = new ServerLog(file).line(/before/, 50)
  await expect(attempt).rejects.toThrow(SilenceError)
  await expect(attempt).rejects.toThrow(
    'expected  a line like /before/ in the log of the server within 50 ms',
  )
})

test('of a server whose log cannot be read is empty', async () => {
  const log = new ServerLog(undefined)
  expect(await log.text()).toBe('')
  await expect(log.line(/x/, 50)).rejects.toThrow(InconclusiveError)
})
