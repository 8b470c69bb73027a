/**
 * What the null server has beside sessions: rooms, contacts, archives, messages for who is offline, and a
 * port for a component. Each just far enough that a kind of arrival can be held against what is true.
 */
import { randomBytes } from 'node:crypto'
import net from 'node:net'
import { type Element, NS } from '../core/element.ts'
import { componentDigest } from '../wire/component-digest.ts'
import { parseElement } from '../wire/xml.ts'
import { StanzaFramer } from './framer.ts'
import type { NullHub } from './null-hub.ts'

export const ROOMS = 'rooms.null.test'
export const COMPONENT = { jid: 'bot.null.test', secret: 'known to both' }
const MUC = 'http://jabber.org/protocol/muc#user'
const UPLOAD = 'urn:xmpp:http:upload:0'
const DOMAIN = 'null.test'
const MAM = 'urn:xmpp:mam:2'
/** A message that was delivered long ago: whoever takes it for a new one is found out. */
const KEPT = `<forwarded xmlns='urn:xmpp:forward:0'><message xmlns='${NS.client}'><body>T1|0|0|0|</body></message></forwarded>`

export class NullServices {
  private readonly hub: NullHub
  /** Occupants of rooms: their nicknames by full JID. */
  private readonly rooms = new Map<string, Map<string, string>>()
  private readonly contacts = new Map<string, Set<string>>()
  private readonly offline = new Map<string, string[]>()

  constructor(hub: NullHub) {
    this.hub = hub
  }

  presence(from: string, presence: Element): void {
    const { to, type } = presence
    if (to?.includes(`@${ROOMS}/`)) this.enter(from, to)
    else if (type === 'subscribe' && to !== undefined) {
      this.contacts.set(bare(from), (this.contacts.get(bare(from)) ?? new Set()).add(to))
    } else if (type === undefined) {
      const xml = presence.withAttrs({ from }).toString(NS.client)
      for (const contact of this.contacts.get(bare(from)) ?? []) this.hub.message({ from, to: contact, xml })
      for (const kept of this.offline.get(bare(from)) ?? []) this.hub.deliver(from, kept)
      this.offline.delete(bare(from))
    }
  }

  /** What comes before the answer to a request. */
  beforeAnswer(to: string, iq: Element): void {
    if (iq.child('query', MAM) === undefined) return
    this.hub.deliver(to, `<message to='${to}'><result xmlns='${MAM}' id='1'>${KEPT}</result></message>`)
  }

  /** What an answer holds; most hold nothing. */
  answer(iq: Element): string {
    const filename = iq.child('request', UPLOAD)?.attrs['filename']
    if (filename === undefined) return ''
    const url = `https://${this.hub.behaviour.uploadsAt ?? DOMAIN}/${filename}`
    return `<slot xmlns='${UPLOAD}'><put url='${url}'><header name='authorization'>Bearer one</header></put><get url='${url}'/></slot>`
  }

  /** @returns whether it was for a room, or for somebody who is not there */
  message(from: string, message: Element): boolean {
    const { to = '' } = message
    const room = this.rooms.get(to)
    if (room !== undefined) {
      const xml = message.withAttrs({ from: `${to}/${room.get(from)}` }).toString(NS.client)
      for (const occupant of room.keys()) this.hub.message({ from, to: occupant, xml })
      return true
    }
    if (this.hub.has(to)) return false
    const xml = message.withAttrs({ from }).toString(NS.client)
    this.offline.set(bare(to), [...(this.offline.get(bare(to)) ?? []), xml])
    return true
  }

  private enter(jid: string, occupantJid: string): void {
    const [name = '', nick = ''] = occupantJid.split('/')
    const room = this.rooms.get(name) ?? new Map<string, string>()
    this.rooms.set(name, room.set(jid, nick))
    this.hub.deliver(
      jid,
      `<presence from='${occupantJid}' to='${jid}'><x xmlns='${MUC}'><status code='110'/></x></presence>`,
    )
  }
}

/** A port that accepts the component. */
export async function startComponentPort(hub: NullHub): Promise<net.Server> {
  const server = net.createServer((socket) => {
    const id = randomBytes(4).toString('hex')
    const framer = new StanzaFramer({
      header: () =>
        socket.write(
          `<stream:stream xmlns='${NS.component}' xmlns:stream='${NS.streams}' id='${id}' from='${COMPONENT.jid}'>`,
        ),
      element: (bytes, start, end) => {
        const text = bytes.toString('utf8', start, end)
        if (text === `<handshake>${componentDigest(id, COMPONENT.secret)}</handshake>`) {
          socket.write('<handshake/>')
          return
        }
        const { from = '', to = '' } = parseElement(text)
        hub.message({ from, to, xml: text })
      },
      footer: () => socket.end(),
    })
    socket.on('data', (chunk) => framer.push(chunk))
    socket.on('error', () => socket.destroy())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return server
}

function bare(jid: string): string {
  return jid.split('/', 1).join('')
}
