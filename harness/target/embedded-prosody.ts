/**
 * Prosody 13 of Debian's packages, unpacked into the cache and run by the loader and the libraries that
 * were unpacked with it: an ordinary process that needs nothing of the system.
 */
import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { CannotRunError } from '../core/errors.ts'
import type { Endpoint, ProcessSample } from '../core/target-info.ts'
import { cached } from './cache.ts'
import { Daemon, portTaken } from './daemon.ts'
import { fetchDebianPackages } from './debian-packages.ts'
import { sampleOf, usagesOf, waitsForWork } from './proc.ts'
import type { Progress } from './provider.ts'
import { speaksXmpp } from './ready.ts'
import { untilAnswers } from './until.ts'

const PACKAGES = {
  packages: ['prosody', 'prosody-modules', 'lua-dbi-postgresql', 'lua-unbound'],
  preferences: [
    'Package: prosody\nPin: version 13.0.*\nPin-Priority: 990\n',
    'Package: prosody-modules\nPin: release n=trixie-backports\nPin-Priority: 990\n',
  ].join('\n'),
}

/** Counts up whenever what is fetched or how it is unpacked changes. */
const ENTRY = 'prosody-13.0-1'

const CONFIG = fileURLToPath(new URL('../../prosody/prosody.cfg.lua', import.meta.url))
const READY_WITHIN_MS = 20_000
/** For the last stop, after which nobody asks for what it has not written. */
const STOP_WITHIN_MS = 3_000

/** Prosody's packages in the cache, fetched first if they are not there. Gives the folder they are in. */
export function unpackedProsody(cache: string, progress: Progress, signal: AbortSignal): Promise<string> {
  const fetch = (folder: string) =>
    fetchDebianPackages(PACKAGES, join(cache, `${ENTRY}.downloads`), folder, progress, signal)
  return cached(cache, ENTRY, fetch, progress, signal)
}

export interface ProsodyOptions {
  /** Where the packages are unpacked. */
  readonly root: string
  /** The run's folder. */
  readonly folder: string
  readonly certificates: string
  /** `PROSODY_…` variables, without those that name folders. */
  readonly settings: Readonly<Record<string, string>>
  readonly domain: string
  readonly c2s: Endpoint
}

export class EmbeddedProsody {
  readonly logFile: string
  private readonly options: ProsodyOptions
  private daemon: Daemon
  /** Bytes of the log that are from before the last start. */
  private logged = 0
  /** Seconds by which its clock is ahead. */
  private ahead = 0

  private constructor(options: ProsodyOptions, daemon: Daemon) {
    this.options = options
    this.daemon = daemon
    this.logFile = logFile(options.folder)
  }

  static async start(options: ProsodyOptions, signal: AbortSignal): Promise<EmbeddedProsody> {
    const server = new EmbeddedProsody(options, await startDaemon(options))
    try {
      await server.untilReady(signal)
      return server
    } catch (error) {
      await server.stop()
      throw error
    }
  }

  async version(): Promise<string> {
    const version = await readFile(join(this.options.root, 'usr/lib/prosody/prosody.version'), 'utf8')
    return version.trim()
  }

  /** Stops in an orderly way and starts again. */
  restart(signal: AbortSignal): Promise<void> {
    return this.startAgain('SIGTERM', signal)
  }

  /** Ends without warning and starts again. */
  kill(signal: AbortSignal): Promise<void> {
    return this.startAgain('SIGKILL', signal)
  }

  /** Starts again with its clock so many seconds ahead. */
  async setClock(secondsAhead: number, signal: AbortSignal): Promise<void> {
    this.ahead = secondsAhead
    await this.restart(signal)
  }

  async stop(): Promise<void> {
    await this.daemon.end('SIGTERM', STOP_WITHIN_MS)
  }

  async usage(): Promise<ProcessSample> {
    return sampleOf(await usagesOf([this.daemon.pid]))
  }

  waitsForWork(): Promise<boolean> {
    return waitsForWork(this.daemon.pid)
  }

  /** Bytes of the files that it keeps. */
  async storedBytes(): Promise<number> {
    const data = dataFolder(this.options.folder)
    const entries = await readdir(data, { recursive: true, withFileTypes: true })
    const files = entries.filter((entry) => entry.isFile())
    const sizes = await Promise.all(files.map(({ parentPath, name }) => sizeOf(join(parentPath, name))))
    return sizes.reduce((sum, size) => sum + size, 0)
  }

  private async startAgain(how: 'SIGTERM' | 'SIGKILL', signal: AbortSignal): Promise<void> {
    await this.daemon.end(how)
    this.logged = await sizeOf(this.logFile)
    this.daemon = await startDaemon(this.options, this.ahead)
    await this.untilReady(signal)
  }

  private async untilReady(signal: AbortSignal): Promise<void> {
    const { c2s, domain } = this.options
    const answer = async () => {
      if (!(await speaksXmpp(c2s, domain))) throw new Error('no stream header')
    }
    // Prosody opens its ports before it answers the first stream, so one answer speaks for all of them.
    await untilAnswers(`Prosody on port ${c2s.port}`, READY_WITHIN_MS, answer, () => this.mustStart(), signal)
    await this.mustStart()
  }

  /** @throws CannotRunError when it has ended, or could not have one of its ports, after which it goes on */
  private async mustStart(): Promise<void> {
    await this.daemon.mustRun()
    const log = await readFile(this.logFile)
    const taken = /Failed to open server port (\d+)/.exec(log.subarray(this.logged).toString())
    if (taken?.[1] !== undefined) throw portTaken(taken[1])
  }
}

function dataFolder(runFolder: string): string {
  return join(runFolder, 'prosody')
}

async function startDaemon(options: ProsodyOptions, secondsAhead = 0): Promise<Daemon> {
  const data = dataFolder(options.folder)
  await mkdir(data, { recursive: true })
  const { command, args, env } = await prosodyCommand(options.root, options.folder)
  return Daemon.start({
    name: 'Prosody',
    command,
    args,
    cwd: data,
    env: {
      ...env,
      ...options.settings,
      PROSODY_DATA_DIR: data,
      PROSODY_CLOCK_AHEAD: String(secondsAhead),
      PROSODY_CERT_DIR: options.certificates,
    },
    logFile: logFile(options.folder),
  })
}

/**
 * What starts Prosody out of the folder that its packages were unpacked into.
 * @param folder of the run; gets a start script
 */
export async function prosodyCommand(
  root: string,
  folder: string,
): Promise<{ command: string; args: readonly string[]; env: NodeJS.ProcessEnv }> {
  const libraries = await libraryFolder(root)
  const loader = (await readdir(libraries)).find((name) => name.startsWith('ld-linux'))
  if (loader === undefined) {
    throw new CannotRunError(`${libraries} holds no loader: remove ${root} and run again.`)
  }
  const lua = [join(root, 'usr/bin/lua5.4'), await writeLauncher(root, folder), '--config', CONFIG]
  return {
    command: join(libraries, loader),
    args: ['--library-path', libraries, ...lua],
    env: {
      LUA_PATH: ['?.lua', '?/init.lua'].map((name) => join(root, 'usr/share/lua/5.4', name)).join(';'),
      LUA_CPATH: join(libraries, 'lua/5.4/?.so'),
      OPENSSL_CONF: join(root, 'etc/ssl/openssl.cnf'),
    },
  }
}

/** Prosody's start script says where Debian installs it; this copy says where it was unpacked. */
async function writeLauncher(root: string, folder: string): Promise<string> {
  const places: Readonly<Record<string, string>> = {
    CFG_SOURCEDIR: join(root, 'usr/lib/prosody'),
    CFG_PLUGINDIR: join(root, 'usr/lib/prosody/modules/'),
    CFG_CONFIGDIR: join(root, 'etc/prosody'),
    CFG_DATADIR: folder,
  }
  const original = await readFile(join(root, 'usr/bin/prosody'), 'utf8')
  const launcher = join(folder, 'prosody.lua')
  await writeFile(
    launcher,
    original.replace(/^(CFG_\w+)=.*$/gm, (line, name: string) =>
      places[name] === undefined ? line : `${name}=${JSON.stringify(places[name])}`,
    ),
  )
  return launcher
}

/** Debian keeps libraries in a folder named after the architecture. */
async function libraryFolder(root: string): Promise<string> {
  const names = await readdir(join(root, 'usr/lib'))
  const name = names.find((candidate) => candidate.endsWith('-linux-gnu'))
  if (name === undefined) throw new CannotRunError(`${root} holds no libraries: remove it and run again.`)
  return join(root, 'usr/lib', name)
}

function logFile(folder: string): string {
  return join(folder, 'prosody.log')
}

async function sizeOf(file: string): Promise<number> {
  return (await stat(file)).size
}
