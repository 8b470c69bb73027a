/**
 * What a server offers, asked the way a client asks: stream features before and after login, and
 * service discovery (XEP-0030) of the domain, of its items and of the account.
 */
import type { Account, Provisioner } from '../core/account.ts'
import type { Capability } from '../core/capability.ts'
import { type Element, NS } from '../core/element.ts'
import { CannotRunError, InconclusiveError, SilenceError } from '../core/errors.ts'
import type { TargetInfo } from '../core/target-info.ts'
import { type AuthorityKey, openAuthority } from '../wire/certificates.ts'
import { WireStream } from '../wire/stream.ts'
import { Transcript } from '../wire/transcript.ts'
import { xml } from '../wire/xml.ts'
import { Client } from './client.ts'
import { type Connection, connectC2s, connectSecured, mechanismsOf, openStream } from './negotiate.ts'
import { PeerServer } from './peer-server.ts'
import { Room } from './room.ts'
import type { Session } from './session.ts'

const PATIENCE_MS = 5_000

/** By feature of the domain or of the account, as XEP-0030 reports them. */
const byFeature: Readonly<Record<string, Capability>> = {
  msgoffline: 'offline-messages',
  'urn:xmpp:mam:2': 'mam',
  'urn:xmpp:carbons:2': 'carbons',
  'urn:xmpp:blocking': 'blocking',
  'urn:xmpp:push:0': 'push',
  'jabber:iq:register': 'registration',
}

/** By feature of a service among the domain's items. */
const byServiceFeature: Readonly<Record<string, Capability>> = {
  'http://jabber.org/protocol/muc': 'muc',
  'urn:xmpp:http:upload:0': 'http-upload',
  'http://jabber.org/protocol/bytestreams': 'proxy65',
}

/** By feature of a room: each has its own, which its service need not repeat. */
const byRoomFeature: Readonly<Record<string, Capability>> = {
  'http://jabber.org/protocol/muc#self-ping-optimization': 'muc-self-ping',
  'urn:xmpp:occupant-id:0': 'muc-occupant-id',
  'urn:xmpp:message-moderate:1': 'muc-moderation',
  'urn:xmpp:mam:2': 'muc-mam',
}

/** By name and namespace of an element in the stream features after login. */
const byStreamFeature: readonly (readonly [string, string, Capability])[] = [
  ['ver', 'urn:xmpp:features:rosterver', 'roster-versioning'],
  ['sub', 'urn:xmpp:features:pre-approval', 'pre-approval'],
  ['sm', 'urn:xmpp:sm:3', 'stream-management'],
  ['csi', 'urn:xmpp:csi:0', 'csi'],
]

/**
 * Completes what is known of a target: hosts with their mechanisms, services, capabilities.
 * @param peerAuthority one that the target is set up to trust for other servers
 * @throws CannotRunError that says where the server did not answer as XMPP does
 */
export async function discover(
  target: TargetInfo,
  provisioner: Provisioner,
  peerAuthority?: AuthorityKey,
): Promise<TargetInfo> {
  const streams: WireStream[] = []
  const connection: Connection = {
    target,
    transcript: new Transcript(),
    patience: PATIENCE_MS,
    track: (stream) => streams.push(stream),
  }
  let account: Account | undefined
  try {
    const secured = await Promise.all(
      target.hosts.map(({ domain }) => connectSecured(connection, 'discovery', domain)),
    )
    const hosts = target.hosts.map(({ domain }, index) => ({
      domain,
      mechanisms: secured[index] === undefined ? [] : mechanismsOf(secured[index].features),
    }))
    account = (await provisioner.create([`discovery-${Date.now().toString(36)}`], target.domain))[0]
    if (account === undefined) throw new InconclusiveError('the provisioner made no account')
    const found = await ask(connection, account)
    const plain = await connectC2s(connection, 'discovery')
    const beforeTls = await openStream(plain, target.domain)
    const direct = await hasDirectTls(connection)
    const federates = peerAuthority !== undefined && (await letsPeersIn(connection, peerAuthority))
    const forStrangers = await registrationHosts(connection)
    const services = { ...forStrangers, ...found.services }
    const capabilities = new Set<Capability>([
      ...target.capabilities,
      ...(beforeTls.child('starttls', NS.tls) === undefined ? [] : (['starttls'] as const)),
      ...(direct ? (['direct-tls'] as const) : []),
      ...(federates ? (['federation'] as const) : []),
      ...(target.endpoints.component === undefined ? [] : (['component'] as const)),
      ...hosts.flatMap(({ mechanisms }) => mechanisms.flatMap(ofMechanism)),
      ...(secured[0]?.features.child('register', 'urn:xmpp:ibr-token:0') === undefined
        ? []
        : (['invite-registration'] as const)),
      ...found.capabilities,
      ...(Object.keys(forStrangers) as Capability[]),
    ])
    const software = { ...target.software, ...found.software }
    return { ...target, hosts, software, capabilities: [...capabilities].sort(), services }
  } catch (error) {
    if (!(error instanceof InconclusiveError || error instanceof SilenceError)) throw error
    const { host, port } = target.endpoints.c2s ?? { host: target.domain, port: 5222 }
    throw new CannotRunError(
      `${target.domain} at ${host}:${port} could not be asked what it offers: ${error.message.replaceAll(/\s*\n\s*/g, '; ')}`,
      { cause: error },
    )
  } finally {
    for (const stream of streams) stream.destroy()
    if (account !== undefined) await provisioner.remove([account])
  }
}

const FOR_STRANGERS = ['open-registration', 'limited-registration', 'closed-registration'] as const

/** The hosts that the provider names for this and that are there. */
async function registrationHosts(connection: Connection): Promise<Partial<Record<Capability, string>>> {
  const hosts: Partial<Record<Capability, string>> = {}
  for (const capability of FOR_STRANGERS) {
    const host = connection.target.services[capability]
    if (host !== undefined && (await isServed(connection, host))) hosts[capability] = host
  }
  return hosts
}

async function isServed(connection: Connection, domain: string): Promise<boolean> {
  try {
    await connectSecured(connection, 'discovery', domain)
    return true
  } catch (error) {
    if (error instanceof InconclusiveError || error instanceof SilenceError) return false
    throw error
  }
}

function ofMechanism(mechanism: string): Capability[] {
  const name = `sasl-${mechanism.toLowerCase()}`
  const known: readonly Capability[] = [
    'sasl-scram-sha-1',
    'sasl-scram-sha-1-plus',
    'sasl-scram-sha-256',
    'sasl-scram-sha-256-plus',
  ]
  return known.filter((capability) => capability === name)
}

async function hasDirectTls({ target, ...connection }: Connection): Promise<boolean> {
  const endpoint = target.endpoints.c2sDirectTls
  if (endpoint === undefined) return false
  const stream = await WireStream.connect({ ...connection, name: 'discovery', endpoint })
  connection.track(stream)
  await stream.secure({ serverName: target.domain, caPem: target.trust.caPem, alpn: ['xmpp-client'] })
  await openStream(stream, target.domain)
  return true
}

/** Whether a certified peer is let in, with streams in both directions. */
async function letsPeersIn(connection: Connection, peerAuthority: AuthorityKey): Promise<boolean> {
  const { target, transcript, patience, track } = connection
  const endpoint = target.endpoints.s2s
  if (endpoint === undefined) return false
  const domain = `discovery-${Date.now().toString(36)}.invalid`
  const certificate = await (await openAuthority(peerAuthority)).issue([domain])
  const stream = await WireStream.connect({ name: 'discovery', endpoint, transcript, patience })
  track(stream)
  const { caPem } = target.trust
  try {
    await PeerServer.join(stream, { domain, server: target.domain, caPem, certificate, patience })
    return true
  } catch (error) {
    if (error instanceof InconclusiveError) return false
    throw error
  }
}

async function ask(
  connection: Connection,
  account: Account,
): Promise<{
  capabilities: Capability[]
  services: Partial<Record<Capability, string>>
  software: Partial<TargetInfo['software']>
}> {
  const { domain } = connection.target
  const client = new Client(account, connection)
  const session = await client.connect()
  const ofDomain = await info(session, domain)
  const ofAccount = await info(session, account.bareJid)
  const found = [...features(ofDomain), ...features(ofAccount)].flatMap((name) => byFeature[name] ?? [])
  const pep = ofAccount
    .childrenNamed('identity')
    .some(({ attrs }) => attrs['category'] === 'pubsub' && attrs['type'] === 'pep')
  const afterLogin = byStreamFeature.flatMap(([name, ns, capability]) =>
    session.stream.events.some(
      ({ kind, ...event }) =>
        kind === 'element' &&
        'element' in event &&
        event.element.is('features', NS.streams) &&
        event.element.child(name, ns) !== undefined,
    )
      ? [capability]
      : [],
  )
  const services: Partial<Record<Capability, string>> = {}
  const items = await query(session, domain, NS.discoItems)
  for (const { attrs } of items.childrenNamed('item')) {
    const jid = attrs['jid']
    if (jid === undefined) continue
    for (const name of features(await info(session, jid))) {
      const capability = byServiceFeature[name]
      // The first service of a kind is the one that is tested; the order of items is the server's own.
      if (capability !== undefined) services[capability] ??= jid
    }
  }
  const ofRooms = services.muc === undefined ? [] : await featuresOfRooms(session, services.muc)
  return {
    capabilities: [
      ...found,
      ...afterLogin,
      ...ofRooms.flatMap((name) => byRoomFeature[name] ?? []),
      ...(pep ? (['pep'] as const) : []),
      ...(Object.keys(services) as Capability[]),
    ],
    services,
    software: await software(session, domain),
  }
}

/** What a room of the service offers: one that is made for the purpose. Nothing where the service makes none. */
async function featuresOfRooms(session: Session, service: string): Promise<string[]> {
  const room = new Room(service, `discovery-${Date.now().toString(36)}`)
  session.send(room.entry('discovery'))
  const entered = await session.next({ name: 'presence', from: room.occupant('discovery') })
  if (entered.type === 'error') return []
  await session.request(xml`
    <iq type='set' to='${room.jid}'>
      <query xmlns='http://jabber.org/protocol/muc#owner'><x xmlns='jabber:x:data' type='submit'/></query>
    </iq>`)
  const offered = features(await info(session, room.jid))
  session.send(xml`<presence to='${room.occupant('discovery')}' type='unavailable'/>`)
  await session.next({ name: 'presence', from: room.occupant('discovery'), type: 'unavailable' })
  return offered
}

/** Name and version as the server gives them (XEP-0092); nothing where it does not say. */
async function software(session: Session, domain: string): Promise<Partial<TargetInfo['software']>> {
  const said = await query(session, domain, 'jabber:iq:version')
  const name = said.child('name')?.text()
  const version = said.child('version')?.text()
  return { ...(name === undefined ? {} : { name }), ...(version === undefined ? {} : { version }) }
}

function info(session: Session, jid: string): Promise<Element> {
  return query(session, jid, NS.discoInfo)
}

/** An empty query when the entity answers with an error: an offline component offers nothing. */
async function query(session: Session, jid: string, ns: string): Promise<Element> {
  const answer = await session.request(xml`<iq type='get' to='${jid}'><query xmlns='${ns}'/></iq>`)
  return answer.child('query', ns) ?? xml`<query xmlns='${ns}'/>`
}

function features(query: Element): string[] {
  return query.childrenNamed('feature').flatMap(({ attrs }) => attrs['var'] ?? [])
}
