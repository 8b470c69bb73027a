import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { errorsIn, errorsInLog } from './log.ts'

describe("the reference server's form", () => {
  const at = Date.UTC(2026, 10, 22, 21, 29, 9, 123)

  test.each([
    [
      'an error',
      '2026-11-22T21:29:09.123Z\terror\tmod_c2s: no such thing',
      [{ at, within: 0, text: 'mod_c2s: no such thing' }],
    ],
    [
      'a traceback, whatever its level',
      '2026-11-22T21:29:09.123Z\twarn\tTraceback[c2s]: boom',
      [{ at, within: 0, text: 'Traceback[c2s]: boom' }],
    ],
    ['a text with tabs', '2026-11-22T21:29:09.123Z\terror\ta\tb', [{ at, within: 0, text: 'a\tb' }]],
    ['an empty text', '2026-11-22T21:29:09.123Z\terror\t', [{ at, within: 0, text: '' }]],
    ['a warning', '2026-11-22T21:29:09.123Z\twarn\tcareful: an error may follow', []],
    ['information', '2026-11-22T21:29:09.123Z\tinfo\tClient connected', []],
  ])('%s', (_, line, errors) => {
    expect(errorsIn(line, 2020)).toEqual(errors)
  })
})

describe('the form that Prosody writes when it is not told otherwise', () => {
  const at = Date.UTC(2026, 10, 2, 21, 29, 9)

  test.each([
    [
      'an error',
      'Nov 02 21:29:09 mod_c2s\terror\tno such thing',
      [{ at, within: 999, text: 'mod_c2s no such thing' }],
    ],
    [
      'a traceback',
      'Nov 02 21:29:09 c2s5578a\tinfo\tTraceback[c2s]: boom',
      [{ at, within: 999, text: 'c2s5578a Traceback[c2s]: boom' }],
    ],
    [
      'with spaces',
      'Nov 02 21:29:09 chat.test:mod_muc   error   no room',
      [{ at, within: 999, text: 'chat.test:mod_muc no room' }],
    ],
    ['a warning', 'Nov 02 21:29:09 mod_c2s\twarn\tcareful', []],
  ])('%s', (_, line, errors) => {
    expect(errorsIn(line, 2026)).toEqual(errors)
  })
})

test.each([
  ['nothing', ''],
  ['lines of a stack', '\t[C]: in function error\n  main.lua:1'],
  ['another program', 'error: no such file'],
])('%s is no error', (_, log) => {
  expect(errorsIn(log, 2026)).toEqual([])
})

test('errors of a file stand in order', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'touchstone-log-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const file = join(folder, 'server.log')
  await writeFile(
    file,
    [
      '2026-11-22T21:29:09.001Z\terror\tone',
      '2026-11-22T21:29:09.002Z\tinfo\ttwo',
      '\tstack',
      '2026-11-22T21:29:09.003Z\terror\tthree ü',
      '',
    ].join('\n'),
  )
  expect((await errorsInLog(file)).map(({ text }) => text)).toEqual(['one', 'three ü'])
})
