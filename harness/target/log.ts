/**
 * The server's own log, read for what it says went wrong. Two forms are known: the reference server's,
 * with tabs and milliseconds, and the one Prosody writes when it is not told otherwise.
 */
import { readFile } from 'node:fs/promises'

export interface LoggedError {
  /** Milliseconds since the epoch, when it was written or a little before. */
  readonly at: number
  /** How much later than that it may have been written, in milliseconds. */
  readonly within: number
  readonly text: string
}

const WITH_TABS = /^(\d{4}-\d\d-\d\dT[\d:.]+Z)\t(\w+)\t(.*)$/
const USUAL = /^([A-Z][a-z]{2} \d\d \d\d:\d\d:\d\d)\s+(\S+)\s+(debug|info|warn|error)\s+(.*)$/

/** Every line of level error, and every traceback, in order. */
export async function errorsInLog(file: string): Promise<readonly LoggedError[]> {
  return errorsIn(await readFile(file, 'utf8'), new Date().getFullYear())
}

/** @param year of lines that do not say theirs */
export function errorsIn(log: string, year: number): readonly LoggedError[] {
  return log.split('\n').flatMap((line) => {
    const tabbed = WITH_TABS.exec(line)
    if (tabbed !== null) {
      const [, time = '', level, text = ''] = tabbed
      return isError(level, text) ? [{ at: Date.parse(time), within: 0, text }] : []
    }
    const [, time = '', source = '', level, text = ''] = USUAL.exec(line) ?? []
    const at = Date.parse(`${time} ${year} UTC`)
    return isError(level, text) ? [{ at, within: 999, text: `${source} ${text}` }] : []
  })
}

function isError(level: string | undefined, text: string): boolean {
  return level === 'error' || text.includes('Traceback')
}
