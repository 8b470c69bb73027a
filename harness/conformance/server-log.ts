/** The server's own log, from a moment on: what it says that it did. */
import { statSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { setTimeout as pause } from 'node:timers/promises'
import { InconclusiveError, SilenceError } from '../core/errors.ts'

/** Between two looks, in milliseconds: nothing tells that a file has grown. */
const INTERVAL_MS = 20

export class ServerLog {
  private readonly file: string | undefined
  private readonly start: number

  /** @param file absent where the log cannot be read */
  constructor(file: string | undefined) {
    this.file = file
    this.start = file === undefined ? 0 : statSync(file).size
  }

  /** What was written since then, no more than so many bytes; empty where the log cannot be read. */
  async text(atMost = Number.POSITIVE_INFINITY): Promise<string> {
    if (this.file === undefined) return ''
    await using file = await open(this.file)
    const { size } = await file.stat()
    const length = Math.min(Math.max(size - this.start, 0), atMost)
    const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, this.start)
    return buffer.subarray(0, bytesRead).toString('utf8')
  }

  /**
   * The first line since then that fits.
   * @param patience milliseconds
   * @throws SilenceError when none is written within the patience
   */
  async line(pattern: RegExp, patience: number): Promise<string> {
    if (this.file === undefined) throw new InconclusiveError('the log of the server cannot be read')
    const deadline = performance.now() + patience
    for (;;) {
      const found = (await this.text()).split('\n').find((line) => pattern.test(line))
      if (found !== undefined) return found
      if (performance.now() > deadline) {
        throw new SilenceError(
          `expected  a line like ${pattern} in the log of the server within ${patience} ms\nheard     none`,
        )
      }
      await pause(INTERVAL_MS)
    }
  }
}
