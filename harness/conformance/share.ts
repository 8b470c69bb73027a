/**
 * What a target has few of (component addresses, accounts of a list) is shared between the workers by
 * position, so that no two ever hold the same.
 */
export function ownShare<T>(all: readonly T[]): readonly T[] {
  const worker = Number(process.env['VITEST_POOL_ID'] ?? '1')
  const workers = Number(process.env['TOUCHSTONE_WORKERS'] ?? '1')
  return all.filter((_, index) => index % workers === (worker - 1) % workers)
}
