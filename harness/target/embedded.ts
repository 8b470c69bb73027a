/**
 * The embedded server: Prosody and PostgreSQL as ordinary processes on loopback, without root and
 * without an engine.
 */
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { CannotRunError, UsageError } from '../core/errors.ts'
import type { Endpoint, EndpointName, Provisioning, TargetInfo } from '../core/target-info.ts'
import { type AuthorityKey, createAuthorityKey } from '../wire/certificates.ts'
import { cacheFolder } from './cache.ts'
import { EmbeddedPostgres } from './embedded-postgres.ts'
import { EmbeddedProsody, unpackedProsody } from './embedded-prosody.ts'
import { freePorts } from './ports.ts'
import type { Progress, RunningTarget, TargetProvider, TargetRequest } from './provider.ts'
import {
  type ComponentSecret,
  componentSetting,
  createAdmin,
  DOMAIN,
  drawCertificate,
  drawComponents,
  hashesOf,
  namesOf,
  registrationHostsOf,
} from './reference.ts'
import { createRunFolder } from './run-folder.ts'
import { Steps } from './steps.ts'
import { endServersIn, sweepAbandonedRuns } from './sweep.ts'

const ENDPOINT_SETTINGS: Readonly<Record<EndpointName, string>> = {
  c2s: 'PROSODY_C2S_PORT',
  c2sDirectTls: 'PROSODY_C2S_TLS_PORT',
  s2s: 'PROSODY_S2S_PORT',
  s2sDirectTls: 'PROSODY_S2S_TLS_PORT',
  http: 'PROSODY_HTTP_PORT',
  https: 'PROSODY_HTTPS_PORT',
  component: 'PROSODY_COMPONENT_PORT',
}
const PORT_SETTINGS = [...Object.values(ENDPOINT_SETTINGS), 'PROSODY_PROXY65_PORT', 'PROSODY_DB_PORT']

type Settings = Readonly<Record<string, string>>

/** Boots the reference server as processes of this machine. */
export const embedded: TargetProvider = {
  kind: 'embedded',
  async start(request, progress, signal) {
    try {
      return await boot(request, progress, signal)
    } catch (error) {
      if (error instanceof CannotRunError || error instanceof UsageError || signal.aborted) throw error
      const message = error instanceof Error ? error.message : String(error)
      throw new CannotRunError(`The embedded server could not be started: ${message}.`, { cause: error })
    }
  },
}

async function boot(request: TargetRequest, progress: Progress, signal: AbortSignal): Promise<RunningTarget> {
  const steps = new Steps(progress, signal)
  const asked = checked(request.settings ?? {})
  const cache = cacheFolder()
  await steps.take('clear away killed runs', sweepAbandonedRuns)
  const root = await steps.take('unpack Prosody', () => unpackedProsody(cache, progress, signal))

  const folder = await createRunFolder()
  const stops: (() => Promise<void>)[] = []
  let down: Promise<void> | undefined
  const takeDown = () => {
    down ??= takeAllDown(stops, folder)
    return down
  }

  try {
    const settings = await completed(asked)
    const domain = settings['PROSODY_DOMAIN'] ?? DOMAIN
    const components = drawComponents(domain)
    const [{ caPem, peerAuthority }, database] = await bothEnded(
      steps.take('sign certificates', () => writeCertificates(folder, domain, components)),
      steps.take('start PostgreSQL', () =>
        EmbeddedPostgres.start(
          { folder, port: portOf(settings, 'PROSODY_DB_PORT') },
          cache,
          progress,
          signal,
        ),
      ),
    )
    stops.push(() => database.stop())
    const server = await steps.take('start Prosody', () =>
      EmbeddedProsody.start(
        {
          root,
          folder,
          certificates: certificateFolder(folder),
          domain,
          c2s: loopback(portOf(settings, 'PROSODY_C2S_PORT')),
          settings: {
            PROSODY_COMPONENTS: componentSetting(components),
            PROSODY_CA_FILE: authorityFile(folder),
            ...settings,
            PROSODY_DOMAIN: domain,
            PROSODY_DB_HOST: '127.0.0.1',
            PROSODY_DB_NAME: database.database,
            PROSODY_DB_USER: database.user,
            PROSODY_DB_PASSWORD: database.password,
          },
        },
        signal,
      ),
    )
    stops.push(() => server.stop())
    const provisioning: Provisioning = {
      by: 'sql',
      connectionString: database.connectionString,
      hash: hashesOf(domain),
    }
    const admin = await steps.take('make the admin', () => createAdmin(provisioning, domain))
    const software = { name: 'Prosody', version: await server.version(), database: database.description }
    signal.addEventListener('abort', takeDown, { once: true })
    signal.throwIfAborted()

    return {
      info: { ...describe(domain, settings), software, trust: { caPem }, logFile: server.logFile },
      access: { provisioning, admin, components, peerAuthority },
      boot: steps.taken,
      control: {
        restart: () => server.restart(signal),
        kill: () => server.kill(signal),
        setClock: (secondsAhead) => server.setClock(secondsAhead, signal),
        pauseDatabase: () => database.pause(),
        resumeDatabase: () => database.resume(),
        restartDatabase: () => database.restart(signal),
      },
      watch: {
        async sample() {
          const [used, usedByDatabase] = await Promise.all([server.usage(), database.usage()])
          return { at: Date.now(), server: used, database: usedByDatabase }
        },
        waitsForWork: () => server.waitsForWork(),
        storedBytes: () => server.storedBytes(),
        counters: () => database.statistics.counters(),
        statements: () => database.statistics.statements(),
      },
      async [Symbol.asyncDispose]() {
        signal.removeEventListener('abort', takeDown)
        await takeDown()
      },
    }
  } catch (error) {
    await takeDown()
    throw error
  }
}

/** Waits for the second even where the first fails: nobody may go on writing into a folder that is taken away. */
async function bothEnded<A, B>(first: Promise<A>, second: Promise<B>): Promise<[A, B]> {
  await Promise.allSettled([first, second])
  return Promise.all([first, second])
}

/** The last started first: Prosody has a database until its end. */
async function takeAllDown(stops: readonly (() => Promise<void>)[], folder: string): Promise<void> {
  try {
    for (const stop of stops.toReversed()) await stop()
  } finally {
    // A step that failed may have left a process behind that nobody holds.
    await endServersIn(folder)
    await rm(folder, { recursive: true, force: true })
  }
}

/** @throws UsageError for a setting that the server does not read */
function checked(settings: Settings): Settings {
  const strange = Object.keys(settings).find((name) => !name.startsWith('PROSODY_'))
  if (strange === undefined) return settings
  throw new UsageError(`Expected settings of the server to be named PROSODY_…, got ${strange}.`)
}

/** With a free port for each service that was not given one. */
async function completed(settings: Settings): Promise<Settings> {
  const free = await freePorts(PORT_SETTINGS.length)
  const ports = Object.fromEntries(PORT_SETTINGS.map((name, index) => [name, String(free[index])]))
  return { PROSODY_INTERFACES: '127.0.0.1', ...ports, ...settings }
}

function portOf(settings: Settings, name: string): number {
  return Number(settings[name])
}

function loopback(port: number): Endpoint {
  return { host: '127.0.0.1', port }
}

function describe(domain: string, settings: Settings): Omit<TargetInfo, 'software' | 'trust' | 'logFile'> {
  const endpoints = Object.fromEntries(
    Object.entries(ENDPOINT_SETTINGS).map(([name, setting]) => [name, loopback(portOf(settings, setting))]),
  ) as Record<EndpointName, Endpoint>
  const { https } = endpoints
  const handedOut = settings['PROSODY_HTTP_EXTERNAL_PORT'] ?? https.port
  const proxy65 = loopback(portOf(settings, 'PROSODY_PROXY65_PORT'))
  return {
    provider: 'embedded',
    domain,
    hosts: Object.keys(hashesOf(domain)).map((host) => ({ domain: host, mechanisms: [] })),
    endpoints,
    connectTo: {
      ...Object.fromEntries(namesOf(domain).map((name) => [`${name}:${handedOut}`, https])),
      [`proxy.${domain}:${proxy65.port}`]: proxy65,
    },
    services: registrationHostsOf(domain, settings['PROSODY_ALLOW_REGISTRATION'] === 'true'),
    capabilities: [
      'control-restart',
      'control-kill',
      'control-clock',
      'control-database',
      'server-log',
      'resource-samples',
    ],
    path: 'loopback',
  }
}

/** Writes the server's certificate, and the authority of its peers; gives the authorities of both. */
async function writeCertificates(
  runFolder: string,
  domain: string,
  components: readonly ComponentSecret[],
): Promise<{ readonly caPem: string; readonly peerAuthority: AuthorityKey }> {
  const folder = certificateFolder(runFolder)
  await mkdir(folder)
  const { certificatePem, keyPem, caPem } = await drawCertificate(domain, components)
  const peerAuthority = await createAuthorityKey()
  await writeFile(join(folder, `${domain}.crt`), certificatePem)
  await writeFile(join(folder, `${domain}.key`), keyPem, { mode: 0o600 })
  await writeFile(authorityFile(runFolder), peerAuthority.caPem)
  return { caPem, peerAuthority }
}

function certificateFolder(runFolder: string): string {
  return join(runFolder, 'certificates')
}

/** Not in that folder, where Prosody would take it for one of its own certificates. */
function authorityFile(runFolder: string): string {
  return join(runFolder, 'peer-authority.pem')
}
