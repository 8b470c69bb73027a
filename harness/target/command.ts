/** Commands that run to their end, and end with the harness. */
import { type ChildProcess, spawn } from 'node:child_process'
import { constants } from 'node:fs'
import { access } from 'node:fs/promises'
import { delimiter, join } from 'node:path'
import { createInterface } from 'node:readline'
import { CannotRunError } from '../core/errors.ts'

export interface CommandOptions {
  readonly cwd?: string
  readonly env?: NodeJS.ProcessEnv
  readonly signal?: AbortSignal
  /** Milliseconds without a line after which the command is ended; as long as it takes when absent. */
  readonly silence?: number
  /** Called for every line that the command writes to standard output or standard error. */
  readonly onLine?: (line: string) => void
}

/** A command that ended with another code than 0. */
export class CommandFailed extends Error {
  override readonly name = 'CommandFailed'
  /** Everything the command wrote, both streams. */
  readonly output: string

  constructor(command: string, how: string, output: string) {
    super(`${command} ${how}: ${output.trim().split('\n').slice(-5).join(' | ')}`)
    this.output = output
  }
}

/** What to start, for `spawn`: a file and its arguments. */
export type CommandLine = readonly [file: string, args: readonly string[]]

/**
 * The command line that makes the kernel end a process when the harness ends, however it ends:
 * `setpriv` of util-linux asks for a parent death signal and then becomes the command.
 */
export function withHarness(command: string, args: readonly string[]): CommandLine {
  return ['setpriv', ['--pdeathsig', 'KILL', '--', command, ...args]]
}

/** The same for PostgreSQL and Prosody, which refuse to run as root: under root they belong to nobody. */
export function asServer(command: string, args: readonly string[]): CommandLine {
  if (process.getuid?.() !== 0) return withHarness(command, args)
  // Root's home is closed to others, and caches and node_modules often lie inside it. This one
  // capability lets nobody's processes pass, and is far less than root.
  const passing = ['--inh-caps', '+dac_override', '--ambient-caps', '+dac_override']
  const user = ['--reuid', 'nobody', '--regid', 'nogroup', '--clear-groups']
  return ['setpriv', [...user, ...passing, '--pdeathsig', 'KILL', '--', command, ...args]]
}

/**
 * Runs a command to its end and gives what it wrote to standard output.
 * @throws CommandFailed when it ends with another code than 0
 */
export function run(commandLine: CommandLine, options: CommandOptions = {}): Promise<string> {
  const [file, args] = commandLine
  const { onLine, silence, ...spawnOptions } = options
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, { ...spawnOptions, stdio: ['ignore', 'pipe', 'pipe'] })
    const stdout: string[] = []
    const output: string[] = []
    const watchdog = silence === undefined ? undefined : setTimeout(tooSilent, silence)
    function tooSilent() {
      output.push(`nothing was written for ${silence} ms`)
      child.kill('SIGKILL')
    }
    createInterface(child.stdout).on('line', (line) => stdout.push(line))
    for (const stream of [child.stdout, child.stderr]) {
      createInterface(stream).on('line', (line) => {
        output.push(line)
        watchdog?.refresh()
        onLine?.(line)
      })
    }
    child.on('error', reject)
    child.on('close', (code, signal) => {
      clearTimeout(watchdog)
      if (code === 0) return resolve(stdout.join('\n'))
      reject(new CommandFailed(nameOf(commandLine), wayOfEnding(code, signal), output.join('\n')))
    })
  })
}

/** `ended with code 3` or `was ended by SIGKILL`. */
export function wayOfEnding(code: ChildProcess['exitCode'], signal: ChildProcess['signalCode']): string {
  return signal === null ? `ended with code ${code}` : `was ended by ${signal}`
}

/** Where a command is, or undefined when this machine does not have it. */
export async function findCommand(command: string): Promise<string | undefined> {
  for (const folder of (process.env['PATH'] ?? '').split(delimiter)) {
    const candidate = join(folder, command)
    const found = await access(candidate, constants.X_OK).then(
      () => true,
      () => false,
    )
    if (found) return candidate
  }
  return undefined
}

/** A command that the embedded server cannot do without, and that this machine does not have. */
export function missingCommand(command: string): CannotRunError {
  return new CannotRunError(
    `The embedded server needs ${command} of Debian or Ubuntu: start a container engine, or name a server with --target, or use a machine with Debian or Ubuntu.`,
  )
}

function nameOf([file, args]: CommandLine): string {
  return file === 'setpriv' ? (args[args.indexOf('--') + 1] ?? file) : file
}
