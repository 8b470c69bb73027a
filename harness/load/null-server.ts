/**
 * A server that knows only enough XMPP to be measured: TLS, SCRAM, binding, messages, pings, stream
 * management. It keeps messages for a known time and breaks what it is told to break, so that what the load
 * engine reads can be held against what is true. For tests and benchmarks of the engine; it is never a target.
 */
import { randomBytes } from 'node:crypto'
import net from 'node:net'
import tls from 'node:tls'
import type { Account, Provisioner } from '../core/account.ts'
import type { TargetInfo } from '../core/target-info.ts'
import { createAuthority } from '../wire/certificates.ts'
import { DOMAIN, NullHub } from './null-hub.ts'
import { ROOMS, startComponentPort } from './null-services.ts'
import { NullSession } from './null-session.ts'

/** What happens to a message. */
export type Fault = 'lose' | 'duplicate' | 'swap with the next' | 'bounce'

export interface Behaviour {
  readonly transport?: 'TCP' | 'direct TLS' | 'STARTTLS' | 'WebSocket'
  /** How long a message, or a ping, is kept before it is passed on or answered, in milliseconds. */
  readonly delay?: number
  /** Nothing leaves the server for that long, from that long after the first measured message. */
  readonly stall?: { readonly after: number; readonly length: number }
  /** By mark: `3|17` is pair 3, sequence 17. */
  readonly faults?: Readonly<Record<string, Fault>>
  /** Cuts the connection of whoever sends the message with this mark, the first time. */
  readonly cutAt?: string
  readonly refuseLogins?: boolean
  /** The authority of addresses for uploads. */
  readonly uploadsAt?: string
  /** Offers SCRAM with and without channel binding, and insists on it. */
  readonly channelBinding?: boolean
  /** Forgets sessions that were cut, so that none can be resumed. */
  readonly forgetful?: boolean
  /**
   * Passes messages on without reading them strictly, believes every login, and offers nothing that some
   * clients would take up and others not: for benchmarks.
   */
  readonly lean?: boolean
  /** Whether it offers stream management; where nothing is said, it does unless it is lean. */
  readonly resumable?: boolean
  /** Of every account, whether it was made here or not. */
  readonly password?: string
}

export interface NullServer extends AsyncDisposable {
  readonly target: TargetInfo
  readonly accounts: Provisioner
  /** Passwords of the accounts that exist now, by localpart. */
  readonly existing: ReadonlyMap<string, string>
  /** How long messages were really kept, in milliseconds: at least the delay, and more on a busy machine. */
  readonly kept: readonly number[]
  /** Mechanisms of the logins that succeeded. */
  readonly mechanisms: readonly string[]
  /** How many messages were passed on to the latest session of an account. */
  readonly deliveredTo: (localpart: string) => number
}

export async function startNullServer(behaviour: Behaviour = {}): Promise<NullServer> {
  const { transport = 'direct TLS' } = behaviour
  const authority = await createAuthority()
  const certificate = await authority.issue([DOMAIN])
  const context = tls.createSecureContext({ cert: certificate.certificatePem, key: certificate.keyPem })
  const passwords = new Map<string, string>()
  const hub = new NullHub(behaviour, passwords)
  const sockets = new Set<net.Socket>()
  const server = net.createServer({ noDelay: true }, (plain) => {
    sockets.add(plain)
    plain.on('error', () => plain.destroy())
    plain.on('close', () => sockets.delete(plain))
    const socket =
      transport === 'direct TLS'
        ? new tls.TLSSocket(plain, { isServer: true, secureContext: context })
        : plain
    new NullSession(socket, hub, context)
  })
  await new Promise<void>((resolve) => server.listen({ host: '127.0.0.1', port: 0, backlog: 4096 }, resolve))
  const componentPort = await startComponentPort(hub)
  const endpoint = { host: '127.0.0.1', port: (server.address() as net.AddressInfo).port }
  const name = transport === 'direct TLS' ? 'c2sDirectTls' : transport === 'WebSocket' ? 'http' : 'c2s'
  return {
    existing: passwords,
    kept: hub.keptFor,
    mechanisms: hub.mechanisms,
    deliveredTo: (localpart) => hub.deliveredTo(localpart),
    accounts: memoryProvisioner(passwords),
    target: {
      provider: 'external',
      domain: DOMAIN,
      hosts: [{ domain: DOMAIN, mechanisms: ['SCRAM-SHA-1'] }],
      endpoints: {
        [name]: endpoint,
        component: { host: '127.0.0.1', port: (componentPort.address() as net.AddressInfo).port },
      },
      connectTo: {},
      services: { muc: ROOMS },
      capabilities: [],
      trust: { caPem: authority.caPem },
      software: { name: 'null server', version: '1' },
      path: 'loopback',
    },
    [Symbol.asyncDispose]: async () => {
      hub.stop()
      for (const socket of sockets) socket.destroy()
      componentPort.close()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

/** One password for all, so that keys are derived once, as they are where accounts are written by SQL. */
function memoryProvisioner(passwords: Map<string, string>): Provisioner {
  const password = randomBytes(12).toString('hex')
  return {
    create: async (localparts, domain) =>
      localparts.map((localpart): Account => {
        passwords.set(localpart, password)
        return { localpart, domain, bareJid: `${localpart}@${domain}`, password }
      }),
    remove: async (accounts) => {
      for (const { localpart } of accounts) passwords.delete(localpart)
    },
    close: async () => {},
  }
}
