/**
 * The steps from a TCP connection to a bound resource, one function a step, so that a verification can
 * stop after any of them. A step that does not succeed is a failed preparation: inconclusive, because
 * the verification that is about that very step judges it on the wire by itself.
 */
import { type Element, NS } from '../core/element.ts'
import { InconclusiveError, NotAuthorizedError, SilenceError } from '../core/errors.ts'
import type { TargetInfo } from '../core/target-info.ts'
import { type ChannelBinding, clientFinal, clientFirst, provesServer, type ScramHash } from '../wire/scram.ts'
import { WireStream } from '../wire/stream.ts'
import type { Transcript } from '../wire/transcript.ts'
import { xml } from '../wire/xml.ts'

type HeaderAttributes = Readonly<Record<string, string | undefined>>

export interface Connection {
  readonly target: TargetInfo
  readonly transcript: Transcript
  /** How long to wait for anything that the server owes, in milliseconds. */
  readonly patience: number
  /** Told of every stream, so that it can be watched, and closed when the verification is over. */
  readonly track: (stream: WireStream) => void
}

/** Runs a step of a preparation; a server that does not play along makes the result inconclusive. */
export async function prepare<T>(what: string, step: () => Promise<T>): Promise<T> {
  try {
    return await step()
  } catch (error) {
    if (!(error instanceof SilenceError)) throw error
    throw new InconclusiveError(`could not prepare ${what}:\n${error.message}`, { cause: error })
  }
}

/** A TCP connection to the client port, nothing sent. */
export async function connectC2s(connection: Connection, name: string): Promise<WireStream> {
  const endpoint = connection.target.endpoints.c2s
  if (endpoint === undefined) throw new InconclusiveError('the target names no client port')
  const { transcript, patience } = connection
  const stream = await WireStream.connect({ name, endpoint, transcript, patience })
  connection.track(stream)
  return stream
}

/**
 * Opens a stream to the domain and gives the features that the server offers.
 * @param attrs of the stream header, besides `to`; `undefined` leaves one out
 */
export async function openStream(
  stream: WireStream,
  domain: string,
  attrs: HeaderAttributes = {},
): Promise<Element> {
  return prepare(`a stream to ${domain}`, async () => {
    stream.send(WireStream.header({ to: domain, ...attrs }))
    await stream.nextHeader()
    return stream.nextElement('stream features', (element) => element.is('features', NS.streams))
  })
}

/** STARTTLS on an open stream, then a new stream under TLS; gives the features offered there. */
export async function secureStream(stream: WireStream, domain: string, target: TargetInfo): Promise<Element> {
  await prepare('STARTTLS', async () => {
    stream.send(xml`<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>`)
    await stream.nextElement('<proceed/>', (element) => element.is('proceed', NS.tls))
  })
  await stream.secure({ serverName: domain, caPem: target.trust.caPem })
  return openStream(stream, domain)
}

/** A stream under TLS on which nobody has logged in yet, and its features. */
export async function connectSecured(
  connection: Connection,
  name: string,
  domain: string,
): Promise<{ stream: WireStream; features: Element }> {
  const stream = await connectC2s(connection, name)
  await openStream(stream, domain)
  const features = await secureStream(stream, domain, connection.target)
  return { stream, features }
}

/** SASL mechanisms that stream features offer (RFC 6120 §6.4.1). */
export function mechanismsOf(features: Element): string[] {
  const offered = features.child('mechanisms', NS.sasl)
  return offered?.childrenNamed('mechanism', NS.sasl).map((mechanism) => mechanism.text()) ?? []
}

/**
 * Logs in by SCRAM without channel binding, checks the server's signature, and opens the next stream.
 * @param attrs of that stream's header, besides `to`
 */
export async function authenticate(
  stream: WireStream,
  features: Element,
  account: { localpart: string; domain: string; password: string },
  attrs: HeaderAttributes = {},
): Promise<Element> {
  const offered = mechanismsOf(features)
  const hash: ScramHash | undefined = (['SHA-256', 'SHA-1'] as const).find((candidate) =>
    offered.includes(`SCRAM-${candidate}`),
  )
  if (hash === undefined) {
    throw new InconclusiveError(
      `expected SCRAM-SHA-1 or SCRAM-SHA-256, offered: ${offered.join(', ') || 'none'}`,
    )
  }
  await scram(stream, hash, `SCRAM-${hash}`, account, { flag: 'n' })
  stream.restart()
  return openStream(stream, account.domain, attrs)
}

/** One whole SCRAM exchange, up to and with `<success/>`. */
export async function scram(
  stream: WireStream,
  hash: ScramHash,
  mechanism: string,
  account: { localpart: string; password: string },
  binding: ChannelBinding,
): Promise<void> {
  await prepare(`a login of ${account.localpart} by ${mechanism}`, async () => {
    const start = clientFirst(account.localpart, binding)
    stream.send(
      xml`<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='${mechanism}'>${base64(start.message)}</auth>`,
    )
    const challenge = await stream.nextElement('a SCRAM challenge', (element) => element.ns === NS.sasl)
    if (challenge.name !== 'challenge') throw refused(mechanism, challenge)
    const finish = clientFinal(hash, account.password, start, fromBase64(challenge.text()))
    stream.send(xml`<response xmlns='urn:ietf:params:xml:ns:xmpp-sasl'>${base64(finish.message)}</response>`)
    const answer = await stream.nextElement('<success/>', (element) => element.ns === NS.sasl)
    if (answer.name !== 'success') throw refused(mechanism, answer)
    if (!provesServer(finish, fromBase64(answer.text()))) {
      throw new InconclusiveError(
        `${mechanism}: the server's signature does not prove that it knows the account`,
      )
    }
  })
}

function refused(mechanism: string, answer: Element): InconclusiveError {
  const Refusal =
    answer.child('not-authorized', NS.sasl) === undefined ? InconclusiveError : NotAuthorizedError
  return new Refusal(`expected ${mechanism} to succeed, got ${answer}`)
}

/** Binds a resource and gives the full JID. @param resource asked for; the server's own choice when absent */
export async function bindResource(stream: WireStream, resource: string | undefined): Promise<string> {
  return prepare('a bound resource', async () => {
    const wish =
      resource === undefined
        ? []
        : [xml`<resource xmlns='urn:ietf:params:xml:ns:xmpp-bind'>${resource}</resource>`]
    stream.send(
      xml`<iq id='bind' type='set'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'>${wish}</bind></iq>`,
    )
    const answer = await stream.nextElement('the answer to bind', (element) => element.id === 'bind')
    const jid = answer.child('bind', NS.bind)?.child('jid', NS.bind)?.text()
    if (answer.type !== 'result' || jid === undefined) {
      throw new InconclusiveError(`expected a bound resource, got ${answer}`)
    }
    return jid
  })
}

export function base64(text: string | Buffer): string {
  return Buffer.from(text).toString('base64')
}

export function fromBase64(text: string): string {
  return Buffer.from(text, 'base64').toString('utf8')
}
