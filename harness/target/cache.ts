/**
 * The folder that outlives runs: what was fetched or computed once.
 *
 * An entry is made beside its place and then renamed into it, so that one that is there is whole. Runs
 * that want the same entry at once wait for each other.
 */
import { access, mkdir, rename, rm, statfs } from 'node:fs/promises'
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

/**
 * Leaves off before a disk is filled to the brim, where programs hang rather than fail.
 * @throws CannotRunError when less than that is free
 */
export async function needRoom(folder: string, megabytes: number): Promise<void> {
  const { bavail, bsize } = await statfs(folder)
  if ((bavail * bsize) / 1e6 < megabytes) throw diskFull(folder)
}

function diskFull(folder: string, cause?: unknown): CannotRunError {
  return new CannotRunError(
    `The disk of ${folder} is full: free 400 MB there, or name another folder in TOUCHSTONE_CACHE.`,
    { cause },
  )
}

/** Whether an error, of this process or of a command, came from a disk without room. */
export function isDiskFull(error: unknown): boolean {
  if (error instanceof CommandFailed)
    return /No space left on device|enough free space|quota/.test(error.output)
  return hasCode(error, ['ENOSPC', 'EDQUOT'])
}

/** A full or closed disk in words; any other error as it is. */
function explained(error: unknown, folder: string): unknown {
  if (isDiskFull(error)) return diskFull(folder, error)
  if (!hasCode(error, ['EACCES', 'EROFS', 'EPERM', 'ENOTDIR', 'EEXIST'])) return error
  return new CannotRunError(`${folder} cannot be written: name a folder that can be in TOUCHSTONE_CACHE.`, {
    cause: error,
  })
}

function hasCode(error: unknown, codes: readonly string[]): boolean {
  return error instanceof Error && 'code' in error && codes.includes(String(error.code))
}

function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  )
}
