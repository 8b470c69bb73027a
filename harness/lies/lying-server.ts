/**
 * The lying server: listens where the real one would, passes everything on, and breaks one rule.
 *
 * It ends TLS towards its clients with a certificate of the run's own authority, and verifies the real
 * server's certificate as every client does.
 */
import { createHash, X509Certificate } from 'node:crypto'
import net from 'node:net'
import tls from 'node:tls'
import type { Endpoint, EndpointName, TargetInfo } from '../core/target-info.ts'
import { startHttpProxy } from './http-proxy.ts'
import type { Lie } from './lie.ts'
import { ProxyLink } from './link.ts'

/** A certificate for every name of the target, and the authority that signed it. */
export interface ProxyCredentials {
  readonly certificatePem: string
  readonly keyPem: string
  readonly caPem: string
}

export interface LyingServer extends AsyncDisposable {
  /** The target as its clients must see it to be lied to. */
  readonly info: TargetInfo
  /** Whether the lie has changed, withheld or invented anything so far. */
  readonly told: () => boolean
}

/** @param passwordOf the password of an account of this verification, for SCRAM with channel binding */
export async function startLyingServer(
  target: TargetInfo,
  credentials: ProxyCredentials,
  lie: Lie,
  passwordOf: (localpart: string) => string | undefined,
): Promise<LyingServer> {
  const hooks = lie()
  const secureContext = tls.createSecureContext({ cert: credentials.certificatePem, key: credentials.keyPem })
  const certificateHash = createHash('sha256')
    .update(new X509Certificate(credentials.certificatePem).raw)
    .digest()
  const links: ProxyLink[] = []
  const servers: net.Server[] = []
  let told = false
  const onTold = () => {
    told = true
  }
  const accept = (port: ProxyLink['port'], upstream: Endpoint) => (client: net.Socket) => {
    const options = { serverName: target.domain, caPem: target.trust.caPem }
    links.push(
      new ProxyLink(client, {
        ...options,
        port,
        upstream,
        credentials: secureContext,
        certificateHash,
        hooks,
        links,
        passwordOf,
        onTold,
      }),
    )
  }

  const endpoints: Partial<Record<EndpointName, Endpoint>> = { ...target.endpoints }
  const { c2s, c2sDirectTls, component, https } = target.endpoints
  if (c2s !== undefined)
    endpoints.c2s = await listen(net.createServer({ noDelay: true }, accept('c2s', c2s)), servers)
  if (component !== undefined) {
    endpoints.component = await listen(
      net.createServer({ noDelay: true }, accept('component', component)),
      servers,
    )
  }
  if (c2sDirectTls !== undefined) {
    const options = {
      cert: credentials.certificatePem,
      key: credentials.keyPem,
      ALPNProtocols: ['xmpp-client'],
    }
    endpoints.c2sDirectTls = await listen(
      tls.createServer(options, accept('c2sDirectTls', c2sDirectTls)),
      servers,
    )
  }
  const usesHttp = hooks.httpToServer !== undefined || hooks.httpToClient !== undefined
  const http =
    usesHttp && https !== undefined ? await startHttpProxy(target, credentials, hooks, onTold) : undefined

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
      trust: { caPem: `${target.trust.caPem.trim()}\n${credentials.caPem.trim()}\n` },
    },
    told: () => told,
    async [Symbol.asyncDispose]() {
      for (const link of links) link.destroy()
      await http?.[Symbol.asyncDispose]()
      await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))))
    },
  }
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
