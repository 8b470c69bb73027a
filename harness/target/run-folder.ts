import { mkdtemp, readdir } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { isRunning, thisProcess } from './owner.ts'

const PREFIX = 'touchstone-run-'

/** Makes the temporary folder of one run. Its name says whose it is; whoever made it removes it. */
export async function createRunFolder(): Promise<string> {
  return mkdtemp(join(tmpdir(), `${PREFIX}${thisProcess()}-`))
}

/** The temporary folders of runs whose process was killed before it could remove them. */
export async function abandonedRunFolders(): Promise<string[]> {
  const names = await readdir(tmpdir())
  return names
    .filter((name) => name.startsWith(PREFIX) && !isRunning(ownerOf(name)))
    .map((name) => join(tmpdir(), name))
}

function ownerOf(name: string): string {
  return name.slice(PREFIX.length).split('-', 2).join('-')
}
