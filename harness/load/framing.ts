/** The two ways in which a stream travels: as one XML document (RFC 6120), or as messages of a WebSocket (RFC 7395). */
import { NS } from '../core/element.ts'
import { clientFrame, WebSocketReader } from '../wire/websocket.ts'
import { type FrameListener, StanzaFramer } from './framer.ts'

/** What a connection does with its bytes. Text that it gives is written in `encoding`. */
export interface Framing {
  readonly encoding: 'utf8' | 'latin1'
  /** What opens a stream, also after TLS and after SASL. @param domain as it stands in an attribute */
  open(domain: string): string
  /** An element as it is written. */
  element(xml: string): string
  readonly closing: string
  /** Takes the first `length` bytes. @throws an error when the other side breaks the framing */
  push(bytes: Buffer, length: number): void
}

/** Elements inside of `<stream:stream>`. */
export class DocumentFraming implements Framing {
  readonly encoding = 'utf8'
  readonly closing = '</stream:stream>'
  private readonly listener: FrameListener
  private framer: StanzaFramer

  constructor(listener: FrameListener) {
    this.listener = listener
    this.framer = new StanzaFramer(listener)
  }

  open(domain: string): string {
    this.framer = new StanzaFramer(this.listener)
    return `<?xml version='1.0'?><stream:stream xmlns='${NS.client}' xmlns:stream='${NS.streams}' to='${domain}' version='1.0'>`
  }

  element(xml: string): string {
    return xml
  }

  push(bytes: Buffer, length: number): void {
    this.framer.push(bytes, length)
  }
}

const OPEN = Buffer.from('<open')
const CLOSE = Buffer.from('<close')

interface WebSocketOptions {
  readonly listener: FrameListener
  /** What the handshake asks with, and the request that does. */
  readonly key: string
  readonly request: string
  /** The server has agreed to speak XMPP. */
  readonly ready: () => void
  /** Writes the answer to a ping. */
  readonly pong: (frame: string) => void
}

/** Every element is a message of its own, and says its namespace. */
export class WebSocketFraming implements Framing {
  readonly encoding = 'latin1'
  readonly request: string
  private readonly options: WebSocketOptions
  private readonly reader: WebSocketReader

  constructor(options: WebSocketOptions) {
    const { listener, key, request, pong } = options
    this.options = options
    this.request = request
    this.reader = new WebSocketReader(
      {
        message: (bytes, start, end) => {
          if (begins(bytes, start, OPEN)) listener.header(bytes, start, end)
          else if (begins(bytes, start, CLOSE)) listener.footer()
          else listener.element(bytes, start, end)
        },
        ping: (payload) => pong(clientFrame(payload, 'pong').toString('latin1')),
        close: () => listener.footer(),
      },
      key,
    )
  }

  get ready(): boolean {
    return this.reader.open
  }

  get closing(): string {
    return frame(`<close xmlns='${NS.framing}'/>`)
  }

  open(domain: string): string {
    return frame(`<open xmlns='${NS.framing}' to='${domain}' version='1.0'/>`)
  }

  element(xml: string): string {
    return frame(declared(xml))
  }

  push(bytes: Buffer, length: number): void {
    const before = this.ready
    this.reader.push(bytes.subarray(0, length))
    if (!before && this.ready) this.options.ready()
  }
}

function frame(text: string): string {
  return clientFrame(Buffer.from(text)).toString('latin1')
}

/** With its namespace, where it has none of its own: there is no stream around it to inherit one from. */
export function declared(xml: string): string {
  const name = /^<(?:message|presence|iq)/.exec(xml)?.[0]
  return name === undefined ? xml : `${name} xmlns='${NS.client}'${xml.slice(name.length)}`
}

function begins(bytes: Buffer, start: number, what: Buffer): boolean {
  return bytes.compare(what, 0, what.length, start, Math.min(bytes.length, start + what.length)) === 0
}
