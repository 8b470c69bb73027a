import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { CannotRunError } from '../core/errors.ts'
import { findCommand, missingCommand } from './command.ts'

/** Time after which a person is told that a lock is held by somebody else, in milliseconds. */
const NOTICE_AFTER = 300

/**
 * Waits until this process alone holds the lock on a file, and holds it until disposed of.
 *
 * The lock belongs to a child whose input is a pipe from here: when this process goes, however it goes,
 * the kernel ends the pipe, the child and the lock with it. A dead owner never keeps a lock.
 * @param onWait called when somebody else holds it
 */
export async function lock(file: string, onWait: () => void, signal: AbortSignal): Promise<AsyncDisposable> {
  signal.throwIfAborted()
  if ((await findCommand('flock')) === undefined) throw missingCommand('flock')
  const holder = spawn('flock', [file, 'sh', '-c', 'echo held && exec cat'], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const ended = once(holder, 'close')
  const stop = () => holder.stdin.destroy()
  const notice = setTimeout(onWait, NOTICE_AFTER)
  try {
    const held = once(createInterface(holder.stdout), 'line', { signal })
    await Promise.race([held, ended.then(() => Promise.reject(new CannotRunError(`Cannot lock ${file}.`)))])
  } catch (error) {
    holder.kill()
    throw error
  } finally {
    clearTimeout(notice)
  }
  return {
    async [Symbol.asyncDispose]() {
      stop()
      await ended
    },
  }
}
