/** A stream over BOSH (XEP-0124, XEP-0206): pairs of HTTP requests and answers, one of which the server holds back. */
import http from 'node:http'
import https from 'node:https'
import { StanzaFramer } from './framer.ts'
import { declared } from './framing.ts'
import { type ConnectionContext, type ElementStream, SILENT, type StreamEvents } from './load-stream.ts'
import { count } from './traffic.ts'

const BIND = 'http://jabber.org/protocol/httpbind'
const XBOSH = 'urn:xmpp:xbosh'
/** How long the server may hold a request back, in seconds. */
const WAIT = 60
/** Requests at the same time: one that is held back, one that says something. */
const AT_ONCE = 2
/** What waits to be sent while both are under way, in characters, before the server counts as one that does not read. */
const MUCH = 65_536
const CLOSE_BOUND = 2_000
const PATH = '/http-bind'

export class BoshStream implements ElementStream {
  /** Whoever hears what comes in. */
  events: StreamEvents = SILENT
  readonly tls = undefined
  private readonly context: ConnectionContext
  private readonly agent: http.Agent
  /** Small enough to stay exact for as long as any run takes. */
  private rid = Math.floor(Math.random() * 2 ** 30) + 1
  private sid = ''
  private outgoing = ''
  private underWay = 0
  private flushing = false
  private over = false
  private paused = false

  constructor(context: ConnectionContext) {
    this.context = context
    const { domain, transport } = context.route
    const options = { keepAlive: true, maxSockets: AT_ONCE }
    this.agent =
      transport === 'BOSH'
        ? new http.Agent(options)
        : new https.Agent({
            ...options,
            servername: domain,
            secureContext: context.sockets.secureContext,
          } as https.AgentOptions)
    setImmediate(() => this.events.opened?.())
  }

  get congested(): boolean {
    return this.underWay >= AT_ONCE && this.outgoing.length > MUCH
  }

  pause(): void {
    this.paused = true
  }

  open(): void {
    const to = `to='${this.context.domain}' xmlns:xmpp='${XBOSH}'`
    this.post(
      this.sid === ''
        ? `${to} xml:lang='en' ver='1.6' wait='${WAIT}' hold='1' content='text/xml; charset=utf-8' xmpp:version='1.0'`
        : `${to} sid='${this.sid}' xmpp:restart='true'`,
      '',
    )
  }

  write(element: string): void {
    this.context.traffic.sent(element)
    this.outgoing += declared(element)
    if (this.flushing) return
    this.flushing = true
    queueMicrotask(() => {
      this.flushing = false
      this.flush()
    })
  }

  secure(): void {
    throw new Error('BOSH is under TLS from the start, or not at all')
  }

  async close(last: string): Promise<void> {
    this.events = SILENT
    if (this.over) return
    this.over = true
    this.context.traffic.sent(last)
    const answer = this.request(`sid='${this.sid}' type='terminate'`, `${this.outgoing}${declared(last)}`)
    const bound = new Promise<string>((resolve) => setTimeout(resolve, CLOSE_BOUND, '').unref())
    await Promise.race([answer, bound]).catch(() => '')
    this.agent.destroy()
  }

  destroy(): void {
    this.events = SILENT
    this.over = true
    this.agent.destroy()
  }

  /** Says what there is to say; a request is always with the server, so that it can answer at any time. */
  private flush(): void {
    if (this.over || this.paused || this.sid === '' || this.underWay >= AT_ONCE) return
    if (this.outgoing === '' && this.underWay > 0) return
    const said = this.outgoing
    this.outgoing = ''
    this.post(`sid='${this.sid}'`, said)
  }

  private post(attributes: string, content: string): void {
    this.underWay++
    this.request(attributes, content).then(
      (answer) => {
        this.underWay--
        if (!this.over) this.take(answer)
        this.flush()
      },
      (error: Error) => this.gone(error.message),
    )
  }

  private take(answer: string): void {
    const bytes = Buffer.from(answer)
    this.context.traffic.bytesReceived += bytes.length
    const [tag = ''] = answer.split('>', 1)
    this.sid ||= /\ssid=['"]([^'"]*)/.exec(tag)?.[1] ?? ''
    try {
      new StanzaFramer({
        header: () => {},
        element: (all, start, end) => {
          count(this.context.traffic.stanzasReceived, all[start + 1], all[start + 3])
          this.events.element(all, start, end)
        },
        footer: () => {},
      }).push(bytes)
    } catch (error) {
      this.gone(error instanceof Error ? error.message : String(error))
    }
    if (/\stype=['"]terminate/.test(tag)) {
      this.gone(
        `the server ended the session: ${/\scondition=['"]([^'"]*)/.exec(tag)?.[1] ?? 'without a reason'}`,
      )
    }
  }

  private gone(reason: string): void {
    if (this.over) return
    this.over = true
    this.agent.destroy()
    this.events.end(reason)
  }

  private request(attributes: string, content: string): Promise<string> {
    const { endpoint, domain, transport, path = PATH } = this.context.route
    const body = `<body xmlns='${BIND}' rid='${this.rid++}' ${attributes}>${content}</body>`
    const { request } = transport === 'BOSH' ? http : https
    return new Promise((resolve, reject) => {
      const outgoing = request(
        {
          ...{ host: endpoint.host, port: endpoint.port, path, method: 'POST', agent: this.agent },
          headers: {
            host: domain,
            'content-type': 'text/xml; charset=utf-8',
            'content-length': Buffer.byteLength(body),
          },
        },
        (incoming) => {
          const chunks: Buffer[] = []
          incoming.on('data', (chunk: Buffer) => chunks.push(chunk))
          incoming.on('error', reject)
          incoming.on('end', () => {
            if (incoming.statusCode === 200) resolve(Buffer.concat(chunks).toString())
            else reject(new Error(`BOSH was answered with status ${incoming.statusCode}`))
          })
        },
      )
      outgoing.setNoDelay(true)
      outgoing.on('error', reject)
      outgoing.end(body)
    })
  }
}
