import { setTimeout as pause } from 'node:timers/promises'
import { CannotRunError } from '../core/errors.ts'

/** Between two looks, in milliseconds. */
const INTERVAL = 15

/**
 * Tries until an attempt succeeds: a server that starts says by answering that it is there.
 * @param what in words, for the message: `PostgreSQL on port 5432`
 * @param bound milliseconds
 * @param mustRun throws when there is no point in going on
 * @throws CannotRunError when nothing has succeeded within the bound
 */
export async function untilAnswers<T>(
  what: string,
  bound: number,
  attempt: () => Promise<T>,
  mustRun: () => Promise<void>,
  signal: AbortSignal,
): Promise<T> {
  const deadline = performance.now() + bound
  for (;;) {
    signal.throwIfAborted()
    await mustRun()
    try {
      return await attempt()
    } catch (error) {
      if (performance.now() < deadline) {
        await pause(INTERVAL, undefined, { signal })
        continue
      }
      const reason = error instanceof Error ? error.message : String(error)
      throw new CannotRunError(`${what} did not answer within ${bound} ms: ${reason}`, { cause: error })
    }
  }
}
