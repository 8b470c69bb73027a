/**
 * The embedded server: Prosody and PostgreSQL as ordinary processes on loopback, without root and
 * without an engine.
 */
import { randomBytes } from 'node:crypto'
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { UsageError } from '../core/errors.ts'
import type { Endpoint, EndpointName, TargetAccess, TargetInfo } from '../core/target-info.ts'
import { createAuthority } from '../wire/certificates.ts'
import { cacheFolder } from './cache.ts'
import { EmbeddedPostgres } from './embedded-postgres.ts'
import { EmbeddedProsody, unpackedProsody } from './embedded-prosody.ts'
import { freePorts } from './ports.ts'
import type { Progress, RunningTarget, TargetProvider, TargetRequest } from './provider.ts'
import { provisionerFor } from './provisioner.ts'
import { createRunFolder } from './run-folder.ts'
import { endServersIn, sweepAbandonedRuns } from './sweep.ts'

const DEFAULT_DOMAIN = 'touchstone.test'

/** A connection may use each external component once at a time; tests run side by side. */
const COMPONENTS = 4

const PORT_SETTINGS = {
  c2s: 'PROSODY_C2S_PORT',
  c2sDirectTls: 'PROSODY_C2S_TLS_PORT',
  s2s: 'PROSODY_S2S_PORT',
  s2sDirectTls: 'PROSODY_S2S_TLS_PORT',
  http: 'PROSODY_HTTP_PORT',
  https: 'PROSODY_HTTPS_PORT',
  component: 'PROSODY_COMPONENT_PORT',
  proxy65: 'PROSODY_PROXY65_PORT',
  database: 'PROSODY_DB_PORT',
} as const

type Ports = Readonly<Record<keyof typeof PORT_SETTINGS, number>>

export const embedded: TargetProvider = {
  kind: 'embedded',
  async start(request, progress, signal) {
    const boot = new Boot(progress, signal)
    try {
      return await boot.run(request)
    } catch (error) {
      await boot.dispose()
      throw error
    }
  },
}

/** One start of the server, with what must be taken down when it fails or when the run is over. */
class Boot {
  private readonly progress: Progress
  private readonly signal: AbortSignal
  private readonly steps: { step: string; ms: number }[] = []
  private readonly undo: (() => Promise<void>)[] = []
  private disposed: Promise<void> | undefined

  constructor(progress: Progress, signal: AbortSignal) {
    this.progress = progress
    this.signal = signal
  }

  async run(request: TargetRequest): Promise<RunningTarget> {
    const { progress, signal } = this
    const cache = cacheFolder()
    const settings = checked(request.settings ?? {})
    const domain = settings['PROSODY_DOMAIN'] ?? DEFAULT_DOMAIN
    const hosts = [domain, `sha256.${domain}`]
    const services = [`muc.${domain}`, `upload.${domain}`, `proxy.${domain}`]
    const components = Array.from({ length: COMPONENTS }, (_, index) => ({
      jid: `component${index + 1}.${domain}`,
      secret: secret(),
    }))

    await this.timed('sweep', sweepAbandonedRuns())
    const root = await this.timed('packages', unpackedProsody(cache, progress, signal))
    const folder = await createRunFolder()
    this.undo.push(async () => {
      await endServersIn(folder)
      await rm(folder, { recursive: true, force: true })
    })
    const ports = await portsFor(settings)

    progress('starting PostgreSQL')
    const place = { folder, port: ports.database }
    const names = [domain, ...hosts.slice(1), ...services, ...components.map(({ jid }) => jid)] as const
    const [credentials, database] = await Promise.all([
      this.timed('certificates', writeCertificates(folder, domain, names)),
      this.timed('database', EmbeddedPostgres.start(place, cache, progress, signal)),
    ])
    this.undo.push(() => database.stop())

    progress('starting Prosody')
    const prosody = await this.timed(
      'prosody',
      EmbeddedProsody.start(
        {
          root,
          folder,
          certificates: credentials.folder,
          domain,
          c2s: loopback(ports.c2s),
          settings: {
            PROSODY_DOMAIN: domain,
            PROSODY_INTERFACES: '127.0.0.1',
            PROSODY_HTTP_EXTERNAL_PORT: String(ports.https),
            PROSODY_COMPONENTS: components.map(({ jid, secret }) => `${jid}:${secret}`).join(','),
            ...settings,
            ...portSettings(ports),
            PROSODY_DB_HOST: '127.0.0.1',
            PROSODY_DB_NAME: database.database,
            PROSODY_DB_USER: database.user,
            PROSODY_DB_PASSWORD: database.password,
          },
        },
        signal,
      ),
    )
    this.undo.push(() => prosody.stop())
    const dispose = () => this.dispose()
    signal.addEventListener('abort', dispose, { once: true })
    signal.throwIfAborted()

    const provisioning: TargetAccess['provisioning'] = {
      by: 'sql',
      connectionString: database.connectionString,
      hash: { [domain]: 'SHA-1', [`sha256.${domain}`]: 'SHA-256' },
    }
    const admin = await this.timed('admin account', createAdmin(provisioning, domain))
    const https = loopback(ports.https)
    const info: TargetInfo = {
      provider: 'embedded',
      domain,
      hosts: hosts.map((host) => ({ domain: host, mechanisms: [] })),
      endpoints: Object.fromEntries(
        ENDPOINTS.map((name) => [name, loopback(ports[name])]),
      ) satisfies TargetInfo['endpoints'],
      connectTo: {
        ...Object.fromEntries([...hosts, ...services].map((name) => [`${name}:${https.port}`, https])),
        [`proxy.${domain}:${ports.proxy65}`]: loopback(ports.proxy65),
      },
      services: {},
      capabilities: ['control-restart', 'control-kill', 'control-database', 'server-log', 'resource-samples'],
      trust: { caPem: credentials.caPem },
      software: { name: 'Prosody', version: await prosody.version(), database: database.description },
      path: 'loopback',
      logFile: prosody.logFile,
    }
    return {
      info,
      access: { provisioning, admin, components },
      boot: this.steps,
      control: {
        restart: () => prosody.restart(signal),
        kill: () => prosody.kill(signal),
        pauseDatabase: () => database.pause(),
        resumeDatabase: () => database.resume(),
        restartDatabase: () => database.restart(signal),
      },
      async sample() {
        const [server, databaseUsage] = await Promise.all([prosody.usage(), database.usage()])
        return {
          at: Date.now(),
          serverCpuSeconds: server.cpuSeconds,
          serverRssBytes: server.rssBytes,
          databaseCpuSeconds: databaseUsage.cpuSeconds,
          databaseRssBytes: databaseUsage.rssBytes,
        }
      },
      async [Symbol.asyncDispose]() {
        signal.removeEventListener('abort', dispose)
        await dispose()
      },
    }
  }

  /** Takes down what was started, the last first; once, however often it is asked. */
  dispose(): Promise<void> {
    this.disposed ??= (async () => {
      for (const undo of this.undo.reverse()) await undo()
    })()
    return this.disposed
  }

  private async timed<T>(step: string, work: Promise<T>): Promise<T> {
    const began = performance.now()
    const result = await work
    this.steps.push({ step, ms: performance.now() - began })
    return result
  }
}

const ENDPOINTS = [
  'c2s',
  'c2sDirectTls',
  's2s',
  's2sDirectTls',
  'component',
  'http',
  'https',
] as const satisfies readonly EndpointName[]

function loopback(port: number): Endpoint {
  return { host: '127.0.0.1', port }
}

function secret(): string {
  return randomBytes(18).toString('base64url')
}

/** @throws UsageError for a setting that the configuration file does not read */
function checked(settings: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const strange = Object.keys(settings).find((name) => !name.startsWith('PROSODY_'))
  if (strange === undefined) return settings
  throw new UsageError(`Expected settings of the server to be named PROSODY_…, got ${strange}.`)
}

/** A free port for each service that the settings do not give one. */
async function portsFor(settings: Readonly<Record<string, string>>): Promise<Ports> {
  const names = Object.keys(PORT_SETTINGS) as (keyof Ports)[]
  const free = await freePorts(names.length)
  return Object.fromEntries(
    names.map((name, index) => [name, Number(settings[PORT_SETTINGS[name]] ?? free[index])]),
  ) as Record<keyof Ports, number>
}

function portSettings(ports: Ports): Record<string, string> {
  const names = Object.keys(ports) as (keyof Ports)[]
  return Object.fromEntries(names.map((name) => [PORT_SETTINGS[name], String(ports[name])]))
}

async function writeCertificates(
  runFolder: string,
  domain: string,
  names: readonly [string, ...string[]],
): Promise<{ folder: string; caPem: string }> {
  const folder = join(runFolder, 'certificates')
  await mkdir(folder)
  const authority = await createAuthority()
  const { certificatePem, keyPem, caPem } = await authority.issue(names)
  await writeFile(join(folder, `${domain}.crt`), certificatePem)
  await writeFile(join(folder, `${domain}.key`), keyPem, { mode: 0o600 })
  return { folder, caPem }
}

async function createAdmin(
  provisioning: TargetAccess['provisioning'],
  domain: string,
): Promise<{ jid: string; password: string }> {
  const provisioner = provisionerFor(provisioning)
  try {
    const [account] = await provisioner.create(['admin'], domain)
    if (account === undefined) throw new TypeError('one localpart makes one account')
    return { jid: account.bareJid, password: account.password }
  } finally {
    await provisioner.close()
  }
}
