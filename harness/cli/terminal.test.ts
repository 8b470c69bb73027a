import { PassThrough } from 'node:stream'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { progressOn } from './terminal.ts'

/** A stream as Node gives it for stderr, and what was written to it. */
function outputOf(terminal: { isTTY: boolean; columns: number }): {
  stream: NodeJS.WriteStream
  written: () => string
} {
  const stream = Object.assign(
    new PassThrough({ encoding: 'utf8' }),
    terminal,
  ) as unknown as NodeJS.WriteStream
  return { stream, written: () => String(stream.read() ?? '') }
}

describe('elsewhere than on a terminal', () => {
  beforeEach(() => void vi.useFakeTimers({ toFake: ['performance'] }))
  afterEach(() => void vi.useRealTimers())

  test('progress is a plain line, and no more often than every five seconds', () => {
    const { stream, written } = outputOf({ isTTY: false, columns: 80 })
    const progress = progressOn(stream)
    progress.now('first')
    progress.now('at once')
    vi.advanceTimersByTime(4_999)
    progress.now('still soon')
    vi.advanceTimersByTime(1)
    progress.now('late enough')
    progress.done()
    expect(written()).toBe('first\nlate enough\n')
  })

  test('lines that stay are written whenever they come, and nothing is coloured', () => {
    const { stream, written } = outputOf({ isTTY: false, columns: 80 })
    const progress = progressOn(stream)
    for (const text of ['one', 'two', 'three']) progress.line(text)
    expect(written()).toBe('one\ntwo\nthree\n')
  })
})

describe('on a terminal', () => {
  const clear = '\r\x1b[K'

  test('one line changes, and lines that stay stand above it', () => {
    const { stream, written } = outputOf({ isTTY: true, columns: 80 })
    const progress = progressOn(stream)
    progress.now('working')
    progress.line('found')
    progress.done()
    // biome-ignore lint/suspicious/noControlCharactersInRegex: the codes of a style are of no interest here
    expect(written().replaceAll(/\x1b\[\d+m/g, '')).toBe(`${clear}working${clear}found\n${clear}`)
  })

  test('the changing line never wraps', () => {
    const { stream, written } = outputOf({ isTTY: true, columns: 30 })
    progressOn(stream).now('x'.repeat(100))
    expect(written().match(/x+/)?.[0]).toHaveLength(29)
  })
})
