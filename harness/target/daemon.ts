/** A server process: its output goes to a file, and it ends with the harness. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { type FileHandle, open, readFile } from 'node:fs/promises'
import { CannotRunError } from '../core/errors.ts'
import { asServer, wayOfEnding } from './command.ts'

export interface DaemonOptions {
  /** What to call it in messages: `Prosody`. */
  readonly name: string
  readonly command: string
  readonly args: readonly string[]
  readonly cwd: string
  readonly env: NodeJS.ProcessEnv
  /** Standard output and standard error are appended here. */
  readonly logFile: string
}

export class Daemon {
  private readonly options: DaemonOptions
  private readonly child: ChildProcess
  private readonly ended: Promise<void>

  private constructor(options: DaemonOptions, child: ChildProcess) {
    this.options = options
    this.child = child
    this.ended = once(child, 'exit').then(() => undefined)
  }

  static async start(options: DaemonOptions): Promise<Daemon> {
    const { command, args, cwd, env, logFile } = options
    const log: FileHandle = await open(logFile, 'a')
    try {
      const child = spawn(...asServer(command, args), {
        cwd,
        env,
        // A group of its own: Ctrl-C in the terminal reaches the harness, which then ends it in order.
        detached: true,
        stdio: ['ignore', log.fd, log.fd],
      })
      await once(child, 'spawn')
      return new Daemon(options, child)
    } catch (error) {
      throw new CannotRunError(`${options.name} cannot be started: ${error}`, { cause: error })
    } finally {
      await log.close()
    }
  }

  get pid(): number {
    return this.child.pid ?? 0
  }

  get isRunning(): boolean {
    return this.child.exitCode === null && this.child.signalCode === null
  }

  /** Everything that it and its predecessors in the same file have written. */
  output(): Promise<string> {
    return readFile(this.options.logFile, 'utf8')
  }

  /** @throws CannotRunError with the end of its output when the process has ended by itself */
  async mustRun(): Promise<void> {
    if (this.isRunning) return
    const output = await this.output()
    const lines = output.trim().split('\n').slice(-3).join(' | ')
    const how = wayOfEnding(this.child.exitCode, this.child.signalCode)
    throw new CannotRunError(`${this.options.name} ${how} before it answered. Its last words: ${lines}`)
  }

  /**
   * Sends a signal that ends the process and waits until it is gone.
   * @param patience milliseconds until it is killed instead
   */
  async end(signal: 'SIGTERM' | 'SIGINT' | 'SIGQUIT' | 'SIGKILL', patience = 10_000): Promise<void> {
    if (!this.isRunning) return
    this.child.kill(signal)
    const tooLong = setTimeout(() => this.child.kill('SIGKILL'), patience)
    await this.ended
    clearTimeout(tooLong)
  }
}

/** Somebody took a port between the moment it was found free and the moment the server wanted it. */
export function portTaken(port: string | number): CannotRunError {
  return new CannotRunError(`Port ${port} was taken while the embedded server started: run again.`)
}
