import { Readable } from 'node:stream'
import { pack } from 'tar-stream'

export interface ArchivedFile {
  readonly name: string
  readonly mode: number
  readonly content: string | Buffer
}

/** A tar archive, which is how an engine takes files in. Its files belong to root. */
export function archive(files: readonly ArchivedFile[]): Readable {
  const tar = pack()
  for (const { name, mode, content } of files) tar.entry({ name, mode }, content)
  tar.finalize()
  return Readable.from(tar)
}
