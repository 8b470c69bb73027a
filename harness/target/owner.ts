/**
 * Who a run belongs to, so that what a killed run left behind is told from what a living one needs.
 *
 * An owner is a process: its number, and when it started, because numbers are used again. The two are
 * written `1234-56789`; the second part means something on this machine only.
 */
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'

/** This process. */
export function thisProcess(): string {
  return `${process.pid}-${startOf(process.pid)}`
}

/** Whether the process that an owner names still runs on this machine. */
export function isRunning(owner: string): boolean {
  const [pid, start] = owner.split('-')
  return start !== undefined && startOf(Number(pid)) === start
}

/** When a process that has not ended started: clock ticks since boot on Linux (proc(5)), elsewhere seconds since the epoch. */
function startOf(pid: number): string | undefined {
  try {
    if (process.platform === 'linux') {
      const stat = readFileSync(`/proc/${pid}/stat`, 'latin1')
      // The second field is the name of the program, in parentheses, and may hold anything.
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
      return fields[0] === 'Z' ? undefined : fields[19]
    }
    const env = { ...process.env, LC_ALL: 'C', TZ: 'UTC' }
    const started = execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { env, encoding: 'utf8' })
    return String(Date.parse(`${started.trim()} UTC`) / 1000)
  } catch {
    return undefined // There is no such process.
  }
}
