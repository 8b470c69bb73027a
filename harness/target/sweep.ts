import { rm, stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { processesIn, signalProcess } from './proc.ts'
import { abandonedRunFolders } from './run-folder.ts'

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
 * Ends PostgreSQL and Prosody processes that work in a folder. The kernel says where a process works, so
 * that no number noted earlier is mistaken for a process that was given it since.
 */
export async function endServersIn(folder: string): Promise<void> {
  if (process.platform !== 'linux') return // Only there does the embedded server run.
  for (const { pid, executable } of await processesIn(folder)) {
    // A person who looks around in the folder keeps the shell.
    if (/^(postgres|ld-linux.*)$/.test(basename(executable))) signalProcess(pid, 'SIGKILL')
  }
}
