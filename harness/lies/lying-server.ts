/**
 * The lying server: listens where the real one would, passes everything on, and breaks one rule.
 *
 * It ends TLS towards its clients with a certificate of the run's own authority, and verifies the real
 * server's certificate as every client does.
 */
import { constants, X509Certificate } from 'node:crypto'
import net from 'node:net'
import tls from 'node:tls'
import type { Endpoint, EndpointName, ServerUsage, TargetInfo } from '../core/target-info.ts'
import type { ServerCertificate } from '../wire/certificates.ts'
import { serverEndPoint } from '../wire/channel-binding.ts'
import { startHttpProxy } from './http-proxy.ts'
import { onTopOf, watched } from './layers.ts'
import type { Amend, Lie, TlsFault } from './lie.ts'
import { ProxyLink } from './link.ts'

/** A certificate for every name of the target, and the authority that signed it. */
export interface ProxyCredentials {
  readonly certificatePem: string
  readonly keyPem: string
  readonly caPem: string
  /** For the domain alone. */
  readonly ofDomain: Pick<ServerCertificate, 'certificatePem' | 'keyPem'>
}

export interface LyingServer extends AsyncDisposable {
  /** The target as its clients must see it to be lied to. */
  readonly info: TargetInfo
  /** What the server uses, as the lie has it. */
  readonly seen: (sample: ServerUsage) => ServerUsage
  /** Whether the lie has changed, withheld or invented anything so far. */
  readonly told: () => boolean
}

/** What the clients and peers of one verification have, and the proxy has to have in their place. */
export interface Belongings {
  /** The password of an account, for SCRAM with channel binding. */
  passwordOf(localpart: string): string | undefined
  /** Of peer servers, as they are issued: the proxy presents them to the real server. */
  readonly certificates: readonly ServerCertificate[]
}

/** @param amends what the lie is told on top of */
export async function startLyingServer(
  target: TargetInfo,
  credentials: ProxyCredentials,
  lie: Lie,
  belongings: Belongings,
  amends: readonly Amend[] = [],
): Promise<LyingServer> {
  const asTold = lie()
  let told = asTold.tls !== undefined
  const watchedLie = watched(asTold, () => {
    told = true
  })
  const hooks = amends.reduce((outer, amend) => onTopOf(outer, amend()), watchedLie)
  const secureContext = contextFor(credentials, hooks.tls)
  const endPoint = serverEndPoint(new X509Certificate(credentials.certificatePem).raw)
  const links: ProxyLink[] = []
  const servers: net.Server[] = []
  const accept = (port: ProxyLink['port'], upstream: Endpoint) =>
    net.createServer({ noDelay: true, allowHalfOpen: true }, (client) => {
      const link = new ProxyLink(client, {
        port,
        upstream,
        domain: target.domain,
        caPem: target.trust.caPem,
        credentials: secureContext,
        endPoint,
        hooks,
        links,
        belongings,
      })
      links.push(link)
    })

  const endpoints: Partial<Record<EndpointName, Endpoint>> = { ...target.endpoints }
  for (const port of ['c2s', 'c2sDirectTls', 'component', 's2s'] as const) {
    const upstream = target.endpoints[port]
    if (upstream !== undefined) endpoints[port] = await listen(accept(port, upstream), servers)
  }
  const { https } = target.endpoints
  const usesHttp = [hooks.httpToServer, hooks.httpToClient, hooks.httpKeepsWaiting].some(Boolean)
  const http = usesHttp && https !== undefined ? await startHttpProxy(target, credentials, hooks) : undefined

  return {
    info: {
      ...target,
      endpoints: http === undefined ? endpoints : { ...endpoints, https: http.endpoint },
      connectTo: Object.fromEntries(
        Object.entries(target.connectTo).map(([authority, endpoint]) => [
          authority,
          http?.endpoint ?? endpoint,
        ]),
      ),
      trust: { caPem: [...trustedBy(target), credentials.caPem].map((pem) => pem.trim()).join('\n') },
    },
    told: () => told,
    seen: (sample) => hooks.uses?.(sample) ?? sample,
    async [Symbol.asyncDispose]() {
      for (const link of links) link.destroy()
      await http?.[Symbol.asyncDispose]()
      await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))))
    },
  }
}

function contextFor(credentials: ProxyCredentials, fault: TlsFault = {}): tls.SecureContext {
  const { certificatePem: cert, keyPem: key } = fault.certifiesDomainAlone
    ? credentials.ofDomain
    : credentials
  const { minVersion, ciphers, refusesRenegotiation } = fault
  // OpenSSL holds versions before TLS 1.2 to be below any level of security but the lowest.
  const versions = minVersion === undefined ? {} : { minVersion, ciphers: 'DEFAULT@SECLEVEL=0' }
  return tls.createSecureContext({
    cert,
    key,
    ...versions,
    ...(ciphers === undefined ? {} : { ciphers }),
    ...(refusesRenegotiation ? { secureOptions: constants.SSL_OP_NO_RENEGOTIATION } : {}),
  })
}

/** The authorities that a client of the target trusts: the system's where none is named. */
function trustedBy({ trust }: TargetInfo): readonly string[] {
  return trust.caPem === '' ? tls.rootCertificates : [trust.caPem]
}

async function listen(server: net.Server, servers: net.Server[]): Promise<Endpoint> {
  servers.push(server)
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, '127.0.0.1', resolve)
  })
  const address = server.address()
  if (address === null || typeof address === 'string')
    throw new Error('a TCP server has an address and a port')
  return { host: '127.0.0.1', port: address.port }
}
