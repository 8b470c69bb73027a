/** For tests alone: the server's part of a stream between servers, up to where stanzas begin. */
import { X509Certificate } from 'node:crypto'
import { NS } from '../core/element.ts'
import type { Authority, ServerCertificate } from '../wire/certificates.ts'
import type { PeerConnection } from '../wire/scripted-peer.ts'
import { FROM_SERVER } from './scripted-server.ts'

const HEADER = FROM_SERVER.replace(NS.client, NS.server)
const features = (inner: string) => `<stream:features>${inner}</stream:features>`
const BOTH_WAYS = `<bidi xmlns='urn:xmpp:features:bidi'/>`
const EXTERNAL = `<mechanisms xmlns='${NS.sasl}'><mechanism>EXTERNAL</mechanism></mechanisms>`

/** What a peer has told and shown of itself. */
export interface Admitted {
  /** The first name of its certificate; undefined when it has presented none. */
  readonly subject: string | undefined
  /** Whether the authority has signed that. */
  readonly trusted: boolean
  /** The authorization identity, in base64. */
  readonly identity: string
}

/** @param offer what is offered under TLS, in place of EXTERNAL and both directions */
export async function admit(
  connection: PeerConnection,
  own: ServerCertificate,
  trusted: Pick<Authority, 'caPem'>,
  offer = EXTERNAL + BOTH_WAYS,
): Promise<Admitted> {
  await connection.header()
  connection.send(HEADER, features(`<starttls xmlns='${NS.tls}'/>`))
  await connection.element()
  connection.send(`<proceed xmlns='${NS.tls}'/>`)
  // It asks for a certificate as a server does, and says of each whether the authority signed it.
  const secured = await connection.secure(own, { requestCert: true, ca: trusted.caPem })
  await connection.header()
  connection.send(HEADER, features(offer))
  await connection.element()
  const identity = (await connection.element()).text()
  connection.send(`<success xmlns='${NS.sasl}'/>`)
  connection.restart()
  await connection.header()
  connection.send(HEADER, features(''))
  const presented = secured.getPeerX509Certificate()
  const { publicKey } = new X509Certificate(trusted.caPem)
  return { subject: presented?.subject, trusted: presented?.verify(publicKey) ?? false, identity }
}
