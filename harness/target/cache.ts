/**
 * The folder that outlives runs: what was fetched or computed once.
 *
 * An entry is made beside its place and then renamed into it, so that one that is there is whole. Runs
 * that want the same entry at once wait for each other.
 */
import { access, mkdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import envPaths from 'env-paths'
import { CannotRunError } from '../core/errors.ts'
import { CommandFailed } from './command.ts'
import { lock } from './lock.ts'
import type { Progress } from './provider.ts'

/** `TOUCHSTONE_CACHE`, or where machines of this kind keep caches. */
export function cacheFolder(): string {
  return process.env['TOUCHSTONE_CACHE'] || envPaths('touchstone', { suffix: '' }).cache
}

/**
 * The path of a cache's entry, made first if it is not there.
 * @param make fills the folder it is given; what it leaves in there is the entry
 * @throws CannotRunError when the disk is full or the cache cannot be written
 */
export async function cached(
  cache: string,
  name: string,
  make: (folder: string) => Promise<void>,
  progress: Progress,
  signal: AbortSignal,
): Promise<string> {
  const entry = join(cache, name)
  if (await exists(entry)) return entry
  try {
    await mkdir(cache, { recursive: true })
    await using _held = await lock(
      `${entry}.lock`,
      () => progress(`waiting for another run to make ${name}`),
      signal,
    )
    if (await exists(entry)) return entry
    const half = `${entry}.half`
    await rm(half, { recursive: true, force: true })
    await mkdir(half)
    await make(half)
    await rename(half, entry)
    return entry
  } catch (error) {
    throw explained(error, cache)
  }
}

/** A full or closed disk in words; any other error as it is. */
export function explained(error: unknown, folder: string): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  const output = error instanceof CommandFailed ? error.output : ''
  if (
    code === 'ENOSPC' ||
    code === 'EDQUOT' ||
    /No space left on device|enough free space|Disk quota/.test(output)
  ) {
    return new CannotRunError(
      `The disk of ${folder} is full: free 400 MB there, or name another folder in TOUCHSTONE_CACHE.`,
      { cause: error },
    )
  }
  if (code === 'EACCES' || code === 'EROFS' || code === 'EPERM' || code === 'ENOTDIR') {
    return new CannotRunError(`${folder} cannot be written: name a folder that can be in TOUCHSTONE_CACHE.`, {
      cause: error,
    })
  }
  return error
}

function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  )
}
