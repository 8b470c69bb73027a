/**
 * A user of another domain: what lies behind an external component (XEP-0114), or another server, is, to the
 * server under test, the far side of a route. A peer sees every stanza that the server routes there for it, and
 * sends what it likes.
 */
import { type Element, NS } from '../core/element.ts'
import { parseJid } from '../core/jid.ts'
import { componentDigest } from '../wire/component-digest.ts'
import { WireStream } from '../wire/stream.ts'
import { xml } from '../wire/xml.ts'
import { prepare } from './negotiate.ts'
import { freshId, type Received, Session } from './session.ts'

const SUBSCRIPTION_TYPES = ['subscribe', 'subscribed', 'unsubscribe', 'unsubscribed']

export interface PeerOptions {
  /** Full JID of the peer. */
  readonly jid: string
  /** The domain of the server, to send pings to. */
  readonly server: string
  readonly patience: number
}

export class Peer extends Session {
  private readonly server: string

  /** @param stream on which the server lets the peer's domain in, and by which it routes to that */
  constructor(stream: WireStream, options: PeerOptions) {
    super(stream, options.jid, options.patience)
    this.server = options.server
  }

  /** Makes the stream a component's (XEP-0114 §3). @param secret of the component, whose address is the peer's domain */
  static async join(stream: WireStream, options: PeerOptions & { readonly secret: string }): Promise<Peer> {
    const { domainpart: domain } = parseJid(options.jid)
    await prepare(`the component ${domain}`, async () => {
      stream.send(WireStream.header({ xmlns: NS.component, to: domain, version: undefined }))
      const header = await stream.nextHeader()
      const digest = componentDigest(header.element.id ?? '', options.secret)
      stream.send(`<handshake>${digest}</handshake>`)
      await stream.nextElement('<handshake/>', (element) => element.is('handshake', NS.component))
    })
    return new Peer(stream, options)
  }

  /**
   * Sends a stanza as the peer's own server would route it: from the full JID, or from the bare JID when it
   * manages a subscription (RFC 6121 §3). What says from whom it is stays as it is.
   */
  override send(stanza: Element): Element & { readonly id: string } {
    if (stanza.from !== undefined) return super.send(stanza)
    const manages = stanza.is('presence') && SUBSCRIPTION_TYPES.includes(stanza.type ?? '')
    return super.send(stanza.withAttrs({ from: manages ? this.bareJid : this.jid }))
  }

  /**
   * All but what is for another user of that domain: one who had it before is still told of the end of
   * sessions and subscriptions that were its own.
   */
  protected override hears({ to }: Element): boolean {
    const localpart = to === undefined ? undefined : parseJid(to).localpart
    return localpart === undefined || localpart === parseJid(this.jid).localpart
  }

  override async roundTrip(): Promise<readonly Received[]> {
    const id = `fence-${freshId()}`
    this.send(xml`<iq id='${id}' type='get' to='${this.server}'><ping xmlns='urn:xmpp:ping'/></iq>`)
    return this.awaitFence(id, 'an answer to a ping')
  }
}
