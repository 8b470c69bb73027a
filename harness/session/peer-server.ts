/**
 * Another server, as the server under test sees one: it connects to the port for servers, has a certificate for
 * its domain, authenticates by SASL EXTERNAL (RFC 6120 §6), and asks that the connection be used in both
 * directions (XEP-0288), so that answers need no address to come back to.
 */
import { type Element, NS } from '../core/element.ts'
import { InconclusiveError } from '../core/errors.ts'
import type { ServerCertificate } from '../wire/certificates.ts'
import { WireStream } from '../wire/stream.ts'
import { xml } from '../wire/xml.ts'
import { base64, mechanismsOf, prepare } from './negotiate.ts'
import { Peer } from './peer.ts'

export interface PeerServerOptions {
  /** The peer's own domain. */
  readonly domain: string
  /** The domain of the server under test. */
  readonly server: string
  /** The authority that the server under test is verified against; empty for the system's. */
  readonly caPem: string
  /** What the peer presents when it is asked for a certificate. */
  readonly certificate: Pick<ServerCertificate, 'certificatePem' | 'keyPem'>
  /** How long to wait for anything that the server owes, in milliseconds. */
  readonly patience: number
}

export class PeerServer {
  readonly domain: string
  readonly stream: WireStream
  private readonly options: PeerServerOptions

  private constructor(stream: WireStream, options: PeerServerOptions) {
    this.stream = stream
    this.domain = options.domain
    this.options = options
  }

  /** Goes all the way: TLS, authentication, both directions, a stream for stanzas. */
  static async join(stream: WireStream, options: PeerServerOptions): Promise<PeerServer> {
    const features = await secureBetweenServers(stream, options)
    await prepare(`${options.domain} as a peer`, async () => {
      if (features.child('bidi', 'urn:xmpp:features:bidi') === undefined) {
        throw new InconclusiveError(`expected streams in both directions (XEP-0288), offered: ${features}`)
      }
      if (!mechanismsOf(features).includes('EXTERNAL')) {
        throw new InconclusiveError(`expected EXTERNAL for a certified peer, offered: ${features}`)
      }
      stream.send(xml`<bidi xmlns='urn:xmpp:bidi'/>`)
      stream.send(external(options.domain))
      await stream.nextElement('<success/>', (element) => element.is('success', NS.sasl))
      stream.restart()
      await openBetweenServers(stream, options)
    })
    return new PeerServer(stream, options)
  }

  /** A user of this server. @param localpart one that no other user of it has */
  user(localpart: string): Peer {
    const { server, patience } = this.options
    return new Peer(this.stream, { jid: `${localpart}@${this.domain}/peer`, server, patience })
  }
}

/** SASL EXTERNAL with an authorization identity (RFC 6120 §6.3.8); derived from the certificate when it is empty. */
export function external(identity: string): Element {
  return xml`<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='EXTERNAL'>${base64(identity) || '='}</auth>`
}

/** Opens a stream from one server to the other and gives the features that are offered. */
export async function openBetweenServers(
  stream: WireStream,
  { domain, server }: Pick<PeerServerOptions, 'domain' | 'server'>,
): Promise<Element> {
  return prepare(`a stream from ${domain} to ${server}`, async () => {
    stream.send(WireStream.header({ xmlns: NS.server, from: domain, to: server }))
    await stream.nextHeader()
    return stream.nextElement('stream features', (element) => element.is('features', NS.streams))
  })
}

/** STARTTLS with the peer's certificate; gives the features offered under TLS. */
export async function secureBetweenServers(stream: WireStream, options: PeerServerOptions): Promise<Element> {
  await openBetweenServers(stream, options)
  await startTlsBetweenServers(stream, options)
  return openBetweenServers(stream, options)
}

/** STARTTLS on an open stream; nothing is sent under TLS. */
export async function startTlsBetweenServers(
  stream: WireStream,
  { server, caPem, certificate }: PeerServerOptions,
): Promise<void> {
  await prepare('STARTTLS', async () => {
    stream.send(xml`<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>`)
    await stream.nextElement('<proceed/>', (element) => element.is('proceed', NS.tls))
  })
  await stream.secure({ serverName: server, caPem, identity: certificate })
}
