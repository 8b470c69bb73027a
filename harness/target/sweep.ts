import { rm, stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { CannotRunError } from '../core/errors.ts'
import { processesIn, signalProcess } from './proc.ts'
import { abandonedRunFolders } from './run-folder.ts'

const END_WITHIN_MS = 5_000

/** Ends the processes and takes away the folders of this user's runs that were killed. */
export async function sweepAbandonedRuns(): Promise<void> {
  await Promise.all((await abandonedRunFolders()).map(sweep))
}

async function sweep(folder: string): Promise<void> {
  const found = await stat(folder).catch(() => undefined) // Another run may be sweeping, too.
  if (found === undefined || found.uid !== process.getuid?.()) return
  await endServersIn(folder)
  await rm(folder, { recursive: true, force: true })
}

/**
 * Ends PostgreSQL and Prosody processes that work in a folder, and waits until they are gone. The kernel
 * says where a process works, so that no number noted earlier is mistaken for a process that was given
 * it since.
 * @throws CannotRunError when one does not end
 */
export async function endServersIn(folder: string): Promise<void> {
  if (process.platform !== 'linux') return // Only there does the embedded server run.
  const deadline = performance.now() + END_WITHIN_MS
  for (;;) {
    const servers = (await processesIn(folder)).filter(({ executable }) => isServer(executable))
    if (servers.length === 0) return
    if (performance.now() > deadline) {
      const pids = servers.map(({ pid }) => pid).join(', ')
      throw new CannotRunError(`Processes of an earlier run do not end within ${END_WITHIN_MS} ms: ${pids}.`)
    }
    for (const { pid } of servers) signalProcess(pid, 'SIGKILL')
    await pause(10)
  }
}

/** A person who looks around in the folder keeps the shell. */
function isServer(executable: string): boolean {
  return /^(postgres|ld-linux.*)$/.test(basename(executable))
}
