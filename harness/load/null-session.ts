/** One client of the null server, from its first byte on. */
import { createHmac, randomBytes } from 'node:crypto'
import type net from 'node:net'
import tls from 'node:tls'
import { type Element, escapeXml, NS } from '../core/element.ts'
import { channelBinding } from '../wire/channel-binding.ts'
import { StreamParser } from '../wire/parser.ts'
import { scramAttributes, scramKeys } from '../wire/scram.ts'
import { acceptOf, serverFrame, WebSocketReader } from '../wire/websocket.ts'
import { parseElement } from '../wire/xml.ts'
import { StanzaFramer } from './framer.ts'
import { DOMAIN, markIn, type NullHub } from './null-hub.ts'

const ITERATIONS = 4096
const SALT = Buffer.from('one salt for all')

/** What reads a client's bytes: a document under way, or messages of a WebSocket. */
interface Reader {
  push(chunk: Buffer): void
}

interface Scram {
  readonly mechanism: string
  readonly gs2Header: string
  readonly bare: string
  readonly serverFirst: string
}

export class NullSession {
  /** Messages that were passed on to it. */
  delivered = 0
  private socket: net.Socket
  private readonly hub: NullHub
  private readonly context: tls.SecureContext
  private reader: Reader
  private localpart = ''
  private jid = ''
  private scram: Scram | undefined
  private authenticated = false
  private webSocket = false
  private outgoing = ''
  /** Stream management: stanzas from the client, and to it from the one that it is not known to have. */
  private management:
    | { readonly id: string; handled: number; acknowledged: number; sent: string[] }
    | undefined

  constructor(socket: net.Socket, hub: NullHub, context: tls.SecureContext) {
    this.socket = socket
    this.hub = hub
    this.context = context
    this.reader = hub.behaviour.transport === 'WebSocket' ? this.handshake() : this.document()
    this.listen()
  }

  writeStanza(xml: string): void {
    this.management?.sent.push(xml)
    this.write(xml)
  }

  /** What is written in one turn leaves in one piece. */
  private write(xml: string): void {
    if (this.webSocket) {
      this.socket.write(serverFrame(Buffer.from(withNamespace(xml))))
      return
    }
    if (this.outgoing === '') {
      queueMicrotask(() => {
        this.socket.write(this.outgoing)
        this.outgoing = ''
      })
    }
    this.outgoing += xml
  }

  private listen(): void {
    const { socket } = this
    socket.on('data', (chunk: Buffer) => this.reader.push(chunk))
    socket.on('error', () => socket.destroy())
    socket.on('close', () => this.left())
  }

  private left(): void {
    // A session that can be resumed is kept as it is.
    if (this.jid !== '' && this.management === undefined) this.hub.leave(this.jid, this)
  }

  /** Reads strictly what the load engine sends; a lean one only cuts it. */
  private document(): Reader {
    if (this.hub.behaviour.lean === true) {
      return new StanzaFramer({
        header: () => this.opened(),
        element: (bytes, start, end) => this.lean(bytes.toString('latin1', start, end)),
        footer: () => this.closed(),
      })
    }
    const parser = new StreamParser()
    return {
      push: (chunk) => {
        for (const event of parser.push(chunk)) {
          if (event.kind === 'header') this.opened()
          else if (event.kind === 'element') this.element(event.element)
          else if (event.kind === 'close') this.closed()
          else throw new Error(`the load engine sent malformed XML: ${event.reason}`)
        }
      },
    }
  }

  private handshake(): Reader {
    let head = ''
    return {
      push: (chunk) => {
        head += chunk.toString('latin1')
        if (!head.endsWith('\r\n\r\n')) return
        if (!head.startsWith('GET /xmpp-websocket ')) {
          this.socket.end('HTTP/1.1 404 Not Found\r\n\r\n')
          return
        }
        const key = /^sec-websocket-key: (\S+)/im.exec(head)?.[1] ?? ''
        this.socket.write(
          `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${acceptOf(key)}\r\nSec-WebSocket-Protocol: xmpp\r\n\r\n`,
        )
        this.webSocket = true
        this.reader = new WebSocketReader({
          message: (bytes, start, end) => this.element(parseElement(bytes.toString('utf8', start, end))),
          ping: () => {},
          close: () => this.socket.end(),
        })
      },
    }
  }

  private opened(): void {
    const features = `<stream:features>${this.features()}</stream:features>`
    if (this.webSocket) {
      this.write(`<open xmlns='${NS.framing}' from='${DOMAIN}' version='1.0'/>`)
      this.write(features)
    } else {
      this.write(
        `<?xml version='1.0'?><stream:stream xmlns='${NS.client}' xmlns:stream='${NS.streams}' id='s' from='${DOMAIN}' version='1.0'>${features}`,
      )
    }
  }

  private features(): string {
    const { transport, channelBinding: bound, lean, resumable = lean !== true } = this.hub.behaviour
    if (transport === 'STARTTLS' && !(this.socket instanceof tls.TLSSocket)) {
      return `<starttls xmlns='${NS.tls}'><required/></starttls>`
    }
    if (this.authenticated) {
      return `<bind xmlns='${NS.bind}'/>${resumable ? `<sm xmlns='${NS.streamManagement}'/>` : ''}`
    }
    const names = ['SCRAM-SHA-1', ...(bound === true ? ['SCRAM-SHA-1-PLUS'] : []), 'PLAIN']
    const mechanisms = names.map((name) => `<mechanism>${name}</mechanism>`).join('')
    return `<mechanisms xmlns='${NS.sasl}'>${mechanisms}</mechanisms>${bound === true ? BINDINGS : ''}`
  }

  private closed(): void {
    this.management = undefined
    this.hub.leave(this.jid, this)
    this.socket.end(this.webSocket ? '' : '</stream:stream>')
  }

  /** Messages are passed on as they are; everything else is read properly. */
  private lean(xml: string): void {
    if (!xml.startsWith('<message')) {
      this.element(parseElement(xml))
      return
    }
    if (this.management !== undefined) this.management.handled++
    const to = /^[^>]*\sto=['"]([^'"]*)/.exec(xml)?.[1] ?? ''
    const routed = `<message from='${this.jid}'${xml.slice('<message'.length)}`
    this.hub.message({ from: this.jid, to, xml: routed })
  }

  private element(element: Element): void {
    // What came behind a message that the connection ended at was never read.
    if (this.socket.destroyed || this.isCutBy(element)) return
    if (this.management !== undefined && element.isStanza) this.management.handled++
    switch (element.name) {
      case 'open':
        this.opened()
        break
      case 'close':
        this.closed()
        break
      case 'starttls':
        this.startTls()
        break
      case 'auth':
        this.authenticate(element)
        break
      case 'response':
        this.succeed(decoded(element))
        break
      case 'presence':
        if (element.type === undefined && element.to === undefined) {
          this.writeStanza(`<presence from='${this.jid}' to='${this.jid}'/>`)
        }
        this.hub.services.presence(this.jid, element)
        break
      case 'iq':
        this.iq(element)
        break
      case 'message':
        this.message(element)
        break
      default:
        this.manage(element)
    }
  }

  /** Ends the connection as if the network had failed before this message. */
  private isCutBy(element: Element): boolean {
    const { cutAt } = this.hub.behaviour
    if (cutAt === undefined || this.hub.hasCut) return false
    if (element.name !== 'message' || markIn(element.toString()) !== cutAt) return false
    this.hub.hasCut = true
    this.socket.destroy()
    return true
  }

  private startTls(): void {
    this.socket.write(`<proceed xmlns='${NS.tls}'/>`)
    this.socket.removeAllListeners()
    this.socket = new tls.TLSSocket(this.socket, { isServer: true, secureContext: this.context })
    this.restart()
    this.listen()
  }

  private authenticate(auth: Element): void {
    const mechanism = auth.attrs['mechanism'] ?? ''
    if (mechanism === 'PLAIN') {
      this.localpart = decoded(auth).split('\0')[1] ?? ''
      this.success(mechanism, '')
      return
    }
    const [, gs2Header = '', bare = ''] = /^([^,]*,[^,]*,)(.*)$/.exec(decoded(auth)) ?? []
    const { n: localpart = '', r: nonce = '' } = scramAttributes(bare)
    this.localpart = localpart
    const serverFirst = `r=${nonce}null,s=${SALT.toString('base64')},i=${ITERATIONS}`
    this.scram = { mechanism, gs2Header, bare, serverFirst }
    this.write(`<challenge xmlns='${NS.sasl}'>${Buffer.from(serverFirst).toString('base64')}</challenge>`)
  }

  private succeed(clientFinal: string): void {
    const { lean, refuseLogins, channelBinding: bound } = this.hub.behaviour
    const password = this.hub.passwords.get(this.localpart) ?? this.hub.behaviour.password
    const { scram } = this
    const refused = refuseLogins === true || password === undefined || scram === undefined
    if (refused || (bound === true && !this.isBound(scram, clientFinal))) {
      this.write(`<failure xmlns='${NS.sasl}'><not-authorized/></failure>`)
      return
    }
    const { serverKey, storedKey, clientKey } = scramKeys('SHA-1', password, SALT, ITERATIONS)
    const [, withoutProof = '', proof = ''] = /^(.*),p=(.*)$/.exec(clientFinal) ?? []
    const signed = `${scram.bare},${scram.serverFirst},${withoutProof}`
    const expected = createHmac('sha1', storedKey).update(signed).digest()
    const key = Buffer.from(proof, 'base64').map((byte, index) => byte ^ (expected[index] ?? 0))
    if (lean !== true && !clientKey.equals(key)) throw new Error('the load engine sent a wrong proof')
    const verifier = `v=${createHmac('sha1', serverKey).update(signed).digest('base64')}`
    this.success(scram.mechanism, Buffer.from(verifier).toString('base64'))
  }

  private isBound({ gs2Header }: Scram, clientFinal: string): boolean {
    const { c = '' } = scramAttributes(clientFinal)
    if (!(this.socket instanceof tls.TLSSocket) || !gs2Header.startsWith('p=tls-exporter,')) return false
    const data = Buffer.concat([Buffer.from(gs2Header), channelBinding(this.socket, 'tls-exporter')])
    return Buffer.from(c, 'base64').equals(data)
  }

  private success(mechanism: string, data: string): void {
    this.hub.mechanisms.push(mechanism)
    this.authenticated = true
    this.restart()
    this.write(`<success xmlns='${NS.sasl}'>${data}</success>`)
  }

  /** A new document on the same connection. */
  private restart(): void {
    if (!this.webSocket) this.reader = this.document()
  }

  private iq(iq: Element): void {
    const bind = iq.child('bind', NS.bind)
    if (bind !== undefined) {
      const resource = bind.child('resource', NS.bind)?.text() ?? randomBytes(4).toString('hex')
      this.jid = `${this.localpart}@${DOMAIN}/${resource}`
      this.hub.enter(this.jid, this)
      this.write(
        `<iq type='result' id='${iq.id}'><bind xmlns='${NS.bind}'><jid>${this.jid}</jid></bind></iq>`,
      )
      return
    }
    this.hub.later(() => {
      this.hub.services.beforeAnswer(this.jid, iq)
      const content = this.hub.services.answer(iq)
      this.writeStanza(`<iq type='result' id='${iq.id}' from='${DOMAIN}' to='${this.jid}'>${content}</iq>`)
    })
  }

  private message(message: Element): void {
    if (this.hub.services.message(this.jid, message)) return
    const xml = message.withAttrs({ from: this.jid }).toString(NS.client)
    this.hub.message({ from: this.jid, to: message.to ?? '', xml })
  }

  private manage(element: Element): void {
    const { management } = this
    if (element.name === 'enable') {
      this.management = { id: randomBytes(4).toString('hex'), handled: 0, acknowledged: 0, sent: [] }
      this.hub.keep(this.management.id, this)
      this.write(`<enabled xmlns='${NS.streamManagement}' id='${this.management.id}' resume='true'/>`)
    } else if (element.name === 'resume') this.resume(element)
    else if (element.name === 'r')
      this.write(`<a xmlns='${NS.streamManagement}' h='${management?.handled ?? 0}'/>`)
    else if (element.name === 'a') this.acknowledge(element)
  }

  private resume(resume: Element): void {
    const parked = this.hub.takeUp(resume.attrs['previd'] ?? '')
    if (parked?.management === undefined) {
      this.write(
        `<failed xmlns='${NS.streamManagement}'><item-not-found xmlns='${NS.stanzaErrors}'/></failed>`,
      )
      return
    }
    this.management = parked.management
    this.jid = parked.jid
    parked.abandon()
    this.hub.keep(this.management.id, this)
    this.hub.enter(this.jid, this)
    const { id, handled } = this.management
    this.write(`<resumed xmlns='${NS.streamManagement}' previd='${id}' h='${handled}'/>`)
    this.acknowledge(resume)
    for (const xml of this.management.sent) this.write(xml)
  }

  /** Another connection has its session: what still comes on this one was sent before and will come again. */
  private abandon(): void {
    this.management = undefined
    this.jid = ''
    this.socket.removeAllListeners('data')
    this.socket.destroy()
  }

  private acknowledge(element: Element): void {
    const { management } = this
    if (management === undefined) return
    const handled = Number(element.attrs['h'])
    management.sent.splice(0, handled - management.acknowledged)
    management.acknowledged = handled
  }
}

const BINDINGS = `<sasl-channel-binding xmlns='${NS.channelBinding}'><channel-binding type='tls-exporter'/></sasl-channel-binding>`

/** For a WebSocket, where no stream header declares anything. */
function withNamespace(xml: string): string {
  if (xml.startsWith('<stream:features')) {
    return xml.replace('<stream:features', `<stream:features xmlns:stream='${escapeXml(NS.streams)}'`)
  }
  const name = /^<(?:message|presence|iq)\b/.exec(xml)?.[0]
  return name === undefined ? xml : `${name} xmlns='${NS.client}'${xml.slice(name.length)}`
}

function decoded(element: Element): string {
  return Buffer.from(element.text(), 'base64').toString('utf8')
}
