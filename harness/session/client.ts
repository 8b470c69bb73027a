/** An account as a verification uses it: it exists for that verification alone, and logs in from anywhere. */
import type { Account } from '../core/account.ts'
import { Element, NS } from '../core/element.ts'
import { xml } from '../wire/xml.ts'
import { authenticate, bindResource, type Connection, connectSecured, prepare } from './negotiate.ts'
import { Session } from './session.ts'

export interface LoginOptions {
  /** Resourcepart to ask for; the server chooses one when absent. */
  readonly resource?: string
  /** Priority of the initial presence (RFC 6121 §4.7.2.3), -128 to 127. */
  readonly priority?: number
}

export class Client implements Account {
  readonly localpart: string
  readonly domain: string
  readonly bareJid: string
  readonly password: string
  private readonly connection: Connection
  private readonly opened: Session[] = []

  constructor(account: Account, connection: Connection) {
    this.localpart = account.localpart
    this.domain = account.domain
    this.bareJid = account.bareJid
    this.password = account.password
    this.connection = connection
  }

  /** Every session opened so far, the closed ones too. */
  get sessions(): readonly Session[] {
    return this.opened
  }

  /** Binds a resource and sends no presence: a *connected* resource. */
  async connect(options: Pick<LoginOptions, 'resource'> = {}): Promise<Session> {
    const { patience } = this.connection
    const name = `${this.localpart}/${options.resource ?? '(any)'}`
    const { stream, features } = await connectSecured(this.connection, name, this.domain)
    await authenticate(stream, features, this)
    const jid = await bindResource(stream, options.resource)
    const session = new Session(stream, jid, patience)
    this.opened.push(session)
    return session
  }

  /**
   * Binds a resource, asks for the roster and sends initial presence: an *available, interested* resource.
   * Resolves when the server has reflected that presence (RFC 6121 §4.2.2), because streams have no mutual order,
   * and has done all else that it causes.
   */
  async login(options: LoginOptions = {}): Promise<Session> {
    const session = await this.connect(options)
    await prepare(`the presence of ${session.name}`, async () => {
      const roster = session.request(xml`<iq type='get'><query xmlns='jabber:iq:roster'/></iq>`)
      const priority =
        options.priority === undefined
          ? []
          : [new Element('priority', NS.client, {}, [String(options.priority)])]
      const sent = session.send(new Element('presence', NS.client, {}, priority))
      const reflected = session.next({ name: 'presence', from: session.jid, id: sent.id, type: null })
      await Promise.all([roster, reflected])
    })
    await session.roundTrip()
    return session
  }
}
