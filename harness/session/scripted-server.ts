/**
 * For tests alone: a small server that logs clients in and routes between them, and that can be told to
 * do something else in place of any answer.
 */
import { createHmac, randomBytes } from 'node:crypto'
import { onTestFinished } from 'vitest'
import type { Account, Provisioner } from '../core/account.ts'
import { Element, NS } from '../core/element.ts'
import { bareJid } from '../core/jid.ts'
import type { TargetInfo } from '../core/target-info.ts'
import { type Authority, createAuthority } from '../wire/certificates.ts'
import { scramAttributes, scramKeys } from '../wire/scram.ts'
import { type PeerConnection, type Script, scriptedPeer } from '../wire/scripted-peer.ts'
import { WireStream } from '../wire/stream.ts'
import { Transcript } from '../wire/transcript.ts'
import { xml } from '../wire/xml.ts'
import { Session } from './session.ts'

export const DOMAIN = 'chat.test'
const ITERATIONS = 2

export const FROM_SERVER = `<stream:stream xmlns='${NS.client}' xmlns:stream='${NS.streams}' id='1'>`

/** A connection to a server that follows the script, for as long as the test. */
export async function streamTo(script: Script, patience = 5000): Promise<WireStream> {
  const peer = await scriptedPeer(script)
  onTestFinished(() => peer[Symbol.asyncDispose]())
  const { endpoint } = peer
  const stream = await WireStream.connect({ name: 'romeo', endpoint, transcript: new Transcript(), patience })
  onTestFinished(() => stream.destroy())
  return stream
}

/** A session that was never negotiated: the headers are sent, the rest of the stream is the script's. */
export async function sessionTo(
  script: Script,
  { patience = 5000, jid = `romeo@${DOMAIN}/orchard` } = {},
): Promise<Session> {
  const stream = await streamTo(async (connection) => {
    await connection.header()
    connection.send(FROM_SERVER)
    await script(connection)
  }, patience)
  stream.send(WireStream.header({ to: DOMAIN }))
  await stream.nextHeader()
  return new Session(stream, jid, patience)
}

/** What is said in place of the answer to what a client said; nothing said = the answer. */
export type InPlace = (
  said: Element,
  connection: PeerConnection,
  all: readonly PeerConnection[],
) => readonly (Element | string)[] | undefined | 'hang up'

export interface ScriptedServer extends AsyncDisposable {
  readonly target: TargetInfo
  readonly connections: readonly PeerConnection[]
  readonly authority: Authority
  /** Remembers the accounts that it made; all have the password `secret`. */
  readonly provisioner: Provisioner & { readonly removed: Account[] }
}

/** @param beforeLogin stream features under TLS beside the SASL mechanisms */
export async function scriptedServer(
  inPlace: InPlace = () => undefined,
  beforeLogin = '',
): Promise<ScriptedServer> {
  const authority = await createAuthority()
  const certificate = await authority.issue([DOMAIN])
  const online = new Map<string, PeerConnection>()
  const removed: Account[] = []

  async function serve(connection: PeerConnection): Promise<void> {
    const user: User = { connection, secured: false, localpart: '', jid: '', beforeLogin }
    await greet(user)
    for (;;) {
      const event = await connection.event()
      if (event.kind === 'close') {
        online.delete(user.jid)
        connection.send('</stream:stream>')
        connection.socket.end()
        return
      }
      if (event.kind !== 'element') throw new TypeError(`expected an element, got ${event.raw}`)
      const instead = inPlace(event.element, connection, peer.connections)
      if (instead === 'hang up') {
        connection.socket.end()
        return
      }
      if (instead === undefined) await answer(event.element, user)
      else
        connection.send(
          ...instead.map((said) => (typeof said === 'string' ? said : said.toString(NS.client))),
        )
    }
  }

  async function answer(said: Element, user: User): Promise<void> {
    const { connection } = user
    if (said.is('starttls', NS.tls)) {
      connection.send(new Element('proceed', NS.tls))
      await connection.secure(certificate)
      user.secured = true
      await greet(user)
    } else if (said.is('auth', NS.sasl)) {
      await authenticate(said, user)
      connection.restart()
      await greet(user)
    } else if (said.child('bind', NS.bind) !== undefined) {
      const resource = said.child('bind')?.child('resource')?.text() ?? randomBytes(4).toString('hex')
      user.jid = `${user.localpart}@${DOMAIN}/${resource}`
      online.set(user.jid, connection)
      reply(said, user, xml`<bind xmlns='${NS.bind}'><jid>${user.jid}</jid></bind>`)
    } else if (said.is('presence') && said.to === undefined) {
      send(connection, said.withAttrs({ from: user.jid, to: user.jid }))
    } else if (said.to === undefined || said.to === DOMAIN || said.to === bareJid(user.jid)) {
      reply(said, user, ...said.elements().filter(({ name }) => name === 'query'))
    } else {
      const stamped = said.withAttrs({ from: user.jid })
      for (const [jid, other] of online) if (jid === said.to || bareJid(jid) === said.to) send(other, stamped)
    }
  }

  const peer = await scriptedPeer(serve)
  return {
    authority,
    connections: peer.connections,
    target: {
      provider: 'external',
      domain: DOMAIN,
      hosts: [{ domain: DOMAIN, mechanisms: [] }],
      endpoints: { c2s: peer.endpoint },
      connectTo: {},
      services: {},
      capabilities: [],
      trust: { caPem: authority.caPem },
      software: { name: 'scripted', version: '1' },
      path: 'loopback',
    },
    provisioner: {
      removed,
      create: async (localparts, domain) =>
        localparts.map((localpart) => ({
          localpart,
          domain,
          bareJid: `${localpart}@${domain}`,
          password: 'secret',
        })),
      remove: async (accounts) => void removed.push(...accounts),
      close: async () => {},
    },
    [Symbol.asyncDispose]: () => peer[Symbol.asyncDispose](),
  }
}

interface User {
  readonly connection: PeerConnection
  secured: boolean
  localpart: string
  jid: string
  readonly beforeLogin: string
}

async function greet({ connection, secured, localpart, beforeLogin }: User): Promise<void> {
  await connection.header()
  const features = !secured
    ? `<starttls xmlns='${NS.tls}'><required/></starttls>`
    : localpart === ''
      ? `<mechanisms xmlns='${NS.sasl}'><mechanism>SCRAM-SHA-1</mechanism></mechanisms>${beforeLogin}`
      : `<bind xmlns='${NS.bind}'/>`
  connection.send(
    `<?xml version='1.0'?><stream:stream xmlns='${NS.client}' xmlns:stream='${NS.streams}' from='${DOMAIN}' id='${randomBytes(8).toString('hex')}' version='1.0'>`,
    `<stream:features>${features}</stream:features>`,
  )
}

/** SCRAM-SHA-1 (RFC 5802) for anyone whose password is `secret`. */
async function authenticate(auth: Element, user: User): Promise<void> {
  const { connection } = user
  const bare = decode(auth).replace(/^n,,/, '')
  const salt = randomBytes(16)
  const { n: localpart = '', r: nonce = '' } = scramAttributes(bare)
  const serverFirst = `r=${nonce}server,s=${salt.toString('base64')},i=${ITERATIONS}`
  connection.send(new Element('challenge', NS.sasl, {}, [encode(serverFirst)]))
  const withoutProof = decode(await connection.element()).replace(/,p=.*/, '')
  const { serverKey } = scramKeys('SHA-1', 'secret', salt, ITERATIONS)
  const signature = createHmac('sha1', serverKey).update(`${bare},${serverFirst},${withoutProof}`).digest()
  user.localpart = localpart
  connection.send(new Element('success', NS.sasl, {}, [encode(`v=${signature.toString('base64')}`)]))
}

const decode = (element: Element) => Buffer.from(element.text(), 'base64').toString()
const encode = (text: string) => Buffer.from(text).toString('base64')

function reply(iq: Element, { connection, jid }: User, ...children: Element[]): void {
  if (iq.name !== 'iq' || iq.type === 'result' || iq.type === 'error') return
  const from = iq.to === undefined ? {} : { from: iq.to }
  send(
    connection,
    new Element('iq', NS.client, { type: 'result', id: iq.id ?? '', to: jid, ...from }, children),
  )
}

function send(connection: PeerConnection, element: Element): void {
  connection.send(element.toString(NS.client))
}
