import { createWriteStream } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'
import { CannotRunError } from '../core/errors.ts'
import type { Endpoint } from '../core/target-info.ts'
import { archive } from './containers-archive.ts'
import type { Runtime } from './containers-runtime.ts'
import { firstProcessOf, type Usage, usageOf } from './containers-usage.ts'
import { untilAnswers } from './until.ts'

type Container = ReturnType<Runtime['container']['getById']>

export interface ServiceOptions {
  /** Also the name that the other containers of the network reach it by. */
  readonly name: string
  readonly image: string
  readonly network: string
  readonly labels: Readonly<Record<string, string>>
  readonly environment: Readonly<Record<string, string>>
  readonly command?: readonly string[]
  /** Ports of the container, and the port of this machine that each is published at. */
  readonly ports: ReadonlyMap<number, number>
  /** Where published ports are reached. If that is the loopback, nobody else reaches them. */
  readonly host: string
  /** Files to put into the container before it starts, by absolute path; for its root alone to read. */
  readonly files: Readonly<Record<string, string>>
  /** Where its log goes. */
  readonly logFile: string
  /** Asks the service something that it answers when it is up; must itself be bounded. */
  readonly ask: (service: Service) => Promise<unknown>
  /** Milliseconds it has from its start to its first answer. */
  readonly bound: number
}

/** Milliseconds a container has to end by itself before it is killed. */
const GRACE = 10_000

/**
 * One container of a run.
 *
 * Testcontainers' GenericContainer publishes ports on every address of the machine, waits ten seconds
 * for the ports of a container that has exited, and keeps what it said to itself; so this stands on the
 * client beneath it.
 */
export class Service {
  private readonly runtime: Runtime
  private readonly container: Container
  private readonly options: ServiceOptions
  /** Settled when everything that the last start had to say is in the log file. */
  private log: Promise<void> = Promise.resolve()
  /** What the log holds already, as a time in seconds since the epoch. */
  private loggedUntil = 0
  private startedProcess: number | undefined

  private constructor(runtime: Runtime, container: Container, options: ServiceOptions) {
    this.runtime = runtime
    this.container = container
    this.options = options
  }

  /** Makes the container, not yet running. */
  static async create(runtime: Runtime, options: ServiceOptions): Promise<Service> {
    const publishedAt = options.host === '127.0.0.1' ? options.host : ''
    const ports = [...options.ports].map(([inside, outside]) => ({ key: `${inside}/tcp`, outside }))
    const container = await runtime.container.create({
      Image: options.image,
      Labels: { ...options.labels },
      Env: Object.entries(options.environment).map(([name, value]) => `${name}=${value}`),
      ...(options.command === undefined ? {} : { Cmd: [...options.command] }),
      ExposedPorts: Object.fromEntries(ports.map(({ key }) => [key, {}])),
      HostConfig: {
        NetworkMode: options.network,
        PortBindings: Object.fromEntries(
          ports.map(({ key, outside }) => [key, [{ HostIp: publishedAt, HostPort: String(outside) }]]),
        ),
      },
      NetworkingConfig: { EndpointsConfig: { [options.network]: { Aliases: [options.name] } } },
    })
    const service = new Service(runtime, container, options)
    await service.copyFiles()
    return service
  }

  get logFile(): string {
    return this.options.logFile
  }

  /** Where a port of the container is reached, before and after any restart. */
  endpoint(port: number): Endpoint {
    const published = this.options.ports.get(port)
    if (published === undefined) {
      throw new CannotRunError(`The container ${this.options.name} does not publish its port ${port}.`)
    }
    return { host: this.options.host, port: published }
  }

  /**
   * Starts the service and waits until it answers.
   * @throws CannotRunError when a port is taken; with the end of its log when it exits, when it is
   *   unhealthy, at the bound
   */
  async start(signal: AbortSignal): Promise<void> {
    const { name, image, bound, ask } = this.options
    const what = `The container ${name} of the image ${image}`
    try {
      await this.container.start()
    } catch (error) {
      throw new CannotRunError(`${what} does not start: ${startFailure(error)}`, { cause: error })
    }
    await this.followLog()
    try {
      await untilAnswers(
        what,
        bound,
        () => ask(this),
        () => this.mustRun(what),
        signal,
      )
    } catch (error) {
      if (!(error instanceof CannotRunError)) throw error
      throw new CannotRunError(`${error.message}. ${await this.lastWords()}`, { cause: error })
    }
    this.startedProcess = await firstProcessOf(this.container)
  }

  /** The process that it began with at its last start, as this machine counts; undefined where it runs elsewhere. */
  get pid(): number | undefined {
    return this.startedProcess
  }

  /** Ends the service in an orderly way and starts it again. */
  async restart(signal: AbortSignal): Promise<void> {
    await this.runtime.container.stop(this.container, { timeout: GRACE })
    await this.startAgain(signal)
  }

  /** Ends the service without warning (SIGKILL) and starts it again. */
  async kill(signal: AbortSignal): Promise<void> {
    await this.container.kill({ signal: 'SIGKILL' })
    await this.container.wait()
    await this.startAgain(signal)
  }

  /** Freezes all of its processes: connections stay open, nothing answers. */
  async pause(): Promise<void> {
    await this.container.pause()
  }

  async resume(): Promise<void> {
    await this.container.unpause()
  }

  /** What it has used since its last start. */
  usage(): Promise<Usage> {
    return usageOf(this.container)
  }

  private async copyFiles(): Promise<void> {
    const files = Object.entries(this.options.files).map(([path, content]) => ({
      name: path.slice(1),
      mode: path.endsWith('.key') ? 0o600 : 0o644,
      content,
    }))
    if (files.length > 0) await this.runtime.container.putArchive(this.container, archive(files), '/')
  }

  private async mustRun(what: string): Promise<void> {
    const { State } = await this.container.inspect()
    if (!State.Running) {
      await this.log
      throw new CannotRunError(`${what} exited with code ${State.ExitCode} before it answered`)
    }
    if (State.Health?.Status === 'unhealthy') {
      const said = State.Health.Log?.at(-1)?.Output.trim()
      throw new CannotRunError(`${what} is unhealthy, says its own health check${said ? `: ${said}` : ''}`)
    }
  }

  private async lastWords(): Promise<string> {
    const lines = (await readFile(this.options.logFile, 'utf8')).trim().split('\n').slice(-5).join(' | ')
    return lines === '' ? 'It has logged nothing.' : `Its last words: ${lines}`
  }

  private async startAgain(signal: AbortSignal): Promise<void> {
    await this.log
    const { State } = await this.container.inspect()
    // The engine tells times to the millisecond here, and no container starts again within one.
    this.loggedUntil = (Date.parse(State.FinishedAt) + 1) / 1000
    await this.start(signal)
  }

  private async followLog(): Promise<void> {
    const stream = await this.runtime.container.logs(this.container, { since: this.loggedUntil })
    const file = createWriteStream(this.options.logFile, { flags: 'a' })
    // An engine that goes away breaks the stream off; whoever asks it for something next will say so.
    this.log = pipeline(stream, file).catch(() => undefined)
  }
}

/** What an engine says about a container that it cannot start, in fewer words. */
function startFailure(error: unknown): string {
  const said = error instanceof Error ? error.message : String(error)
  const port = /(?:Bind for|listen tcp4?) ([\d.]+:\d+)[^\n]*(?:already allocated|already in use)/.exec(said)
  if (port) return `port ${port[1]} is taken by another program; run again to draw another one.`
  return said
}
