/**
 * What a verification is given to work with. All of it exists for that verification alone and is gone
 * after it: accounts, rooms, connections.
 */
import { randomInt } from 'node:crypto'
import type { RequirementId, Spec } from '../catalogue/index.ts'
import type { Account, TokenGrant, TokenIssuer } from '../core/account.ts'
import { administratorToken } from '../core/administrator-token.ts'
import type { Capability } from '../core/capability.ts'
import type { Element } from '../core/element.ts'
import { InconclusiveError } from '../core/errors.ts'
import type { Endpoint, TargetInfo } from '../core/target-info.ts'
import { originOf } from '../http/exchange.ts'
import { Client } from '../session/client.ts'
import { type ComponentAccount, StockComponent } from '../session/component.ts'
import { fence } from '../session/fence.ts'
import { type Connection, connectC2s, connectSecured, openStream } from '../session/negotiate.ts'
import { Peer } from '../session/peer.ts'
import { PeerServer, type PeerServerOptions } from '../session/peer-server.ts'
import { Room } from '../session/room.ts'
import { StockClient } from '../session/stock-client.ts'
import type { Names, ServerCertificate, Validity } from '../wire/certificates.ts'
import { WireStream } from '../wire/stream.ts'
import { Transcript } from '../wire/transcript.ts'
import { claimComponent } from './components.ts'
import { type Control, gatheredControl } from './control.ts'
import type { Certifier, Runtime } from './runtime.ts'
import { seedFor } from './seed.ts'
import { ServerLog } from './server-log.ts'
import { type Files, type Http, recordedHttp, uploads } from './uploads.ts'

/** Seconds. */
const TOKEN_LIFETIME = 3_600

type ClientsFor<Names extends readonly string[]> = { -readonly [Index in keyof Names]: Client }

export interface Accounts {
  /** New accounts on the target's domain, one for each name; localparts are made unique. */
  create<const Names extends readonly string[]>(...names: Names): Promise<ClientsFor<Names>>
  /** New accounts on a host that offers this SASL mechanism. */
  createFor<const Names extends readonly string[]>(
    mechanism: string,
    ...names: Names
  ): Promise<ClientsFor<Names>>
  /** A localpart that no account has. */
  unused(name: string): string
  /** An account that the verification made itself; it is taken away like the others. */
  adopt(account: Pick<Account, 'localpart' | 'password'>, domain?: string): Client
  /** Logs in by a stock library instead of the harness's own client. It binds a resource and sends no presence. */
  stockLogin(account: Account): Promise<StockClient>
}

export interface Wire {
  /** A TCP connection to the client port on which nothing has been sent. */
  connect(name?: string): Promise<WireStream>
  /** A connection under TLS from the first byte (XEP-0368), nothing sent on it. */
  connectDirectTls(options?: {
    readonly alpn?: readonly string[]
    readonly name?: string
  }): Promise<WireStream>
  /** A stream to the domain before TLS, and its features. */
  open(name?: string): Promise<{ stream: WireStream; features: Element }>
  /** A stream under TLS before login, and its features. @param domain the target's own when absent */
  secured(domain?: string, name?: string): Promise<{ stream: WireStream; features: Element }>
  /** The opening tag of a stream as a client sends it. */
  readonly header: typeof WireStream.header
}

export interface Components {
  /** An account of an external component (XEP-0114) that no one else uses meanwhile. */
  claim(): Promise<ComponentAccount>
  /** A connection to the component port on which nothing has been sent. */
  connect(): Promise<WireStream>
  /** A component that is let in, by a stock library. */
  start(): Promise<StockComponent>
  /** A user of another domain, with a localpart that nobody has, on a component that has shaken hands. */
  peer(name: string): Promise<Peer>
}

/** The administration API of the target's domain, and who may use it. */
export interface AdminApi {
  /** Without a slash at its end. */
  readonly url: string
  /** A bearer token of an administrator. */
  adminToken(): Promise<string>
  /**
   * A bearer token of an account, which is given the role first.
   * @param grant `prosody:registered` for an hour, as far as it does not say otherwise
   */
  tokenOf(account: Account, grant?: Partial<TokenGrant>): Promise<string>
  /** Takes a token of `tokenOf` back. */
  revoke(token: string): Promise<void>
}

export interface Servers {
  /** A domain that no server has: its certificate is all that speaks for it. */
  domain(): string
  /** A certificate that the target has reason to trust. @param validity from now on when absent */
  certify(names: Names, validity?: Validity): Promise<ServerCertificate>
  /** A certificate that nobody but its own key has signed. */
  signOneself(names: Names): Promise<ServerCertificate>
  /** A connection to the port for servers on which nothing has been sent. */
  connect(name?: string): Promise<WireStream>
  /** What a server with that certificate, of that domain, goes on with from an open connection. */
  as(domain: string, certificate: ServerCertificate): PeerServerOptions
  /** A server that has been let in, with streams in both directions (XEP-0288). @param domain a new one when absent */
  join(domain?: string): Promise<PeerServer>
}

export interface Stage {
  readonly target: TargetInfo
  /** What to draw by chance from, always the same for the same `--seed`: a failure says then how to replay it. */
  readonly seed: number
  readonly accounts: Accounts
  readonly wire: Wire
  readonly fence: typeof fence
  /** The address of the service that offers this. */
  readonly service: (capability: Capability) => string
  readonly rooms: { readonly fresh: (name?: string) => Room }
  readonly http: Http
  readonly files: Files
  readonly components: Components
  readonly adminApi: AdminApi
  readonly control: Control
  readonly servers: Servers
  /**
   * Whether this server is known not to do so: a walk goes around what it is known to get wrong, and says so.
   * A verification of the requirement itself asks all the same.
   */
  readonly knownToFail: <S extends Spec>(spec: S, requirement: RequirementId<S>) => boolean
  /** The server's log since the verification began; others write there, too. */
  readonly serverLog: { text(): Promise<string>; line(pattern: RegExp): Promise<string> }
  /** Records which of the permitted behaviours this server shows. */
  readonly observe: (behaviour: string) => void
  /** Declares that the server may log an error that matches, without that being held against it. */
  readonly serverMayLog: (pattern: RegExp) => void
  /** Something to run when the verification is over, however it came out. */
  readonly cleanUp: (action: () => Promise<void> | void) => void
}

/** A stage with what the one who runs the verification needs to know of it. */
export interface StageRecord {
  readonly stage: Stage
  readonly transcript: Transcript
  readonly clients: readonly Client[]
  readonly streams: readonly WireStream[]
  readonly observed: readonly string[]
  readonly mayLog: readonly RegExp[]
  readonly serverLog: ServerLog
  /** Whether chance had a part in it. */
  readonly seeded: () => boolean
  /** Runs every clean-up, the last one first, closes every connection and removes every account. */
  strike(): Promise<void>
}

/** @param title the verification's own name, of which its seed is made */
export function setStage(title: string, target: TargetInfo, runtime: Runtime): StageRecord {
  const transcript = new Transcript()
  const clients: Client[] = []
  const streams: WireStream[] = []
  const observed: string[] = []
  const mayLog: RegExp[] = []
  const cleanUps: (() => Promise<void> | void)[] = []
  const serverLog = new ServerLog(runtime.target.logFile)
  let seeded = false

  const connection: Connection = {
    target,
    transcript,
    patience: runtime.patience,
    track: (stream) => streams.push(stream),
  }
  async function connectTo(endpoint: Endpoint | undefined, name: string, port: string): Promise<WireStream> {
    if (endpoint === undefined) throw new InconclusiveError(`the target names no port for ${port}`)
    const stream = await WireStream.connect({ name, endpoint, transcript, patience: runtime.patience })
    streams.push(stream)
    return stream
  }

  async function createOn<const Names extends readonly string[]>(domain: string, names: Names) {
    const made = await runtime.provisioner.create(names.map(unique), domain)
    const created = made.map((account) => new Client(account, connection))
    for (const client of created) transcript.hide(client.password)
    clients.push(...created)
    return created as ClientsFor<Names>
  }

  function tokens(): TokenIssuer {
    const { tokens: issuer } = runtime.provisioner
    if (issuer === undefined) throw new InconclusiveError('nobody here can make bearer tokens of this target')
    return issuer
  }

  async function adminToken(): Promise<string> {
    const { administrator = {}, provisioner } = runtime
    const token = await administratorToken(administrator, provisioner.tokens, TOKEN_LIFETIME)
    if (token === undefined) throw new InconclusiveError('nobody here has a token of an administrator')
    return token
  }

  async function tokenOf(account: Account, grant: Partial<TokenGrant> = {}): Promise<string> {
    const { role = 'prosody:registered', lifetime = TOKEN_LIFETIME } = grant
    await tokens().assign(account, role)
    return tokens().issue(account, { role, lifetime })
  }

  async function hidden(token: Promise<string>): Promise<string> {
    transcript.hide(await token)
    return token
  }

  async function claim(): Promise<ComponentAccount> {
    const claimed = await claimComponent(runtime.components)
    cleanUps.push(claimed.release)
    transcript.hide(claimed.secret)
    return { jid: claimed.jid, secret: claimed.secret, ...componentPort(target) }
  }

  async function connectComponent(): Promise<WireStream> {
    const stream = await connectTo(target.endpoints.component, 'component', 'components')
    // The next one can have the address when the server has seen the end of this one.
    cleanUps.push(async () => {
      stream.end()
      await stream.until(() => undefined)
    })
    return stream
  }

  function asServer(domain: string, certificate: ServerCertificate): PeerServerOptions {
    const { patience } = runtime
    return { domain, certificate, server: target.domain, caPem: target.trust.caPem, patience }
  }

  const http = recordedHttp(target, transcript)

  const stage: Stage = {
    target,
    get seed() {
      seeded = true
      return seedFor(runtime.seed, title)
    },
    accounts: {
      create: (...names) => createOn(target.domain, names),
      createFor: async (mechanism, ...names) => createOn(hostOffering(target, mechanism), names),
      unused: unique,
      adopt({ localpart, password }, domain = target.domain) {
        const client = new Client(
          { localpart, domain, bareJid: `${localpart}@${domain}`, password },
          connection,
        )
        transcript.hide(password)
        clients.push(client)
        return client
      },
      async stockLogin(account) {
        const { c2s: endpoint } = target.endpoints
        if (endpoint === undefined) throw new InconclusiveError('the target names no client port')
        const client = await StockClient.login({
          account,
          endpoint,
          caPem: target.trust.caPem,
          transcript,
          patience: runtime.patience,
        })
        cleanUps.push(() => client.stop())
        return client
      },
    },
    wire: {
      connect: (name = 'client') => connectC2s(connection, name),
      async connectDirectTls({ alpn = ['xmpp-client'], name = 'client' } = {}) {
        const stream = await connectTo(target.endpoints.c2sDirectTls, name, 'direct TLS')
        await stream.secure({ serverName: target.domain, caPem: target.trust.caPem, alpn })
        return stream
      },
      async open(name = 'client') {
        const stream = await connectC2s(connection, name)
        return { stream, features: await openStream(stream, target.domain) }
      },
      secured: (domain = target.domain, name = 'client') => connectSecured(connection, name, domain),
      header: WireStream.header,
    },
    fence,
    service: (capability) => serviceOf(target, capability),
    rooms: { fresh: (name = 'room') => new Room(serviceOf(target, 'muc'), unique(name)) },
    http,
    control: gatheredControl(runtime),
    files: uploads(http, () => serviceOf(target, 'http-upload')),
    components: {
      claim,
      connect: connectComponent,
      async start() {
        const started = await StockComponent.start(await claim(), transcript, runtime.patience)
        cleanUps.push(() => started.stop())
        return started
      },
      async peer(name) {
        const { jid: domain, secret } = await claim()
        const stream = await connectComponent()
        const jid = `${unique(name)}@${domain}/peer`
        return Peer.join(stream, { secret, jid, server: target.domain, patience: runtime.patience })
      },
    },
    servers: {
      domain: unusedDomain,
      certify: (...asked) => certifierOf(runtime).issue(...asked),
      signOneself: (names) => certifierOf(runtime).signOneself(names),
      connect: (name = 'server') => connectTo(target.endpoints.s2s, name, 'servers'),
      as: asServer,
      async join(domain = unusedDomain()) {
        const certificate = await certifierOf(runtime).issue([domain])
        const stream = await connectTo(target.endpoints.s2s, domain, 'servers')
        return PeerServer.join(stream, asServer(domain, certificate))
      },
    },
    adminApi: {
      url: `${originOf(target)}/admin_api`,
      adminToken: () => hidden(adminToken()),
      tokenOf: (account, grant) => hidden(tokenOf(account, grant)),
      revoke: (token) => tokens().revoke(token),
    },
    knownToFail: (spec, name) =>
      runtime.knownFailures.some(({ requirement }) => requirement === `${spec.id}/${name}`),
    serverLog: {
      text: () => serverLog.text(),
      line: (pattern) => serverLog.line(pattern, runtime.patience),
    },
    observe: (behaviour) => observed.push(behaviour),
    serverMayLog: (pattern) => mayLog.push(pattern),
    cleanUp: (action) => cleanUps.push(action),
  }

  return {
    stage,
    transcript,
    clients,
    streams,
    observed,
    mayLog,
    serverLog,
    seeded: () => seeded,
    async strike() {
      const failures: unknown[] = []
      for (const action of cleanUps.reverse()) {
        try {
          await action()
        } catch (error) {
          failures.push(error)
        }
      }
      for (const stream of streams) stream.destroy()
      if (clients.length > 0) await runtime.provisioner.remove(clients)
      if (failures.length > 0) throw failures[0]
    },
  }
}

/** A localpart that is new: `romeo-7k2p9`. */
function unique(name: string): string {
  return `${name}-${randomInt(36 ** 6).toString(36)}`
}

/** Under a name that never resolves (RFC 6761 §6.4), so that nobody is looked up in its place. */
function unusedDomain(): string {
  return `${unique('verona')}.invalid`
}

function certifierOf({ certifier }: Runtime): Certifier {
  if (certifier === undefined) throw new InconclusiveError('the target trusts no authority of this run')
  return certifier
}

function hostOffering(target: TargetInfo, mechanism: string): string {
  const host = target.hosts.find(({ mechanisms }) => mechanisms.includes(mechanism))
  if (host === undefined) throw new InconclusiveError(`no host of the target offers ${mechanism}`)
  return host.domain
}

function serviceOf(target: TargetInfo, capability: Capability): string {
  const service = target.services[capability]
  if (service === undefined) throw new InconclusiveError(`the target has no service for ${capability}`)
  return service
}

function componentPort(target: TargetInfo) {
  const endpoint = target.endpoints.component
  if (endpoint === undefined) throw new InconclusiveError('the target names no port for components')
  return endpoint
}
