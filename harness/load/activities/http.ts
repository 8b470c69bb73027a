/** Files that are put and got again, and pages: what a server does over HTTPS, beside its streams. */
import https from 'node:https'
import { escapeXml } from '../../core/element.ts'
import { CannotRunError } from '../../core/errors.ts'
import type { Endpoint } from '../../core/target-info.ts'
import { parseElement } from '../../wire/xml.ts'
import type { Activity, Stage } from '../activity.ts'
import { conditionOf, isError, tagOf } from '../crowd.ts'
import type { Book } from '../recorder.ts'

const UPLOAD = 'urn:xmpp:http:upload:0'
const I = 0x69
const PATIENCE = 30_000

interface Answer {
  readonly status: number
  readonly bytes: number
}

/** What both have in common: requests that are under way, each counted by what came of it. */
abstract class OverHttp implements Activity {
  protected readonly stage: Stage
  protected readonly book: Book
  private readonly agent: https.Agent
  private underWay = 0

  constructor(stage: Stage, latency: 'upload' | 'answer') {
    this.stage = stage
    this.book = stage.recorder.openBook(latency, (user) => `user ${user}`)
    this.agent = new https.Agent({
      keepAlive: true,
      ...(stage.caPem === '' ? {} : { ca: stage.caPem }),
    })
  }

  get waiting(): number {
    return this.underWay
  }

  async prepare(): Promise<void> {}

  abstract arrive(user: number, intended: number): void

  heard(_user: number, _bytes: Buffer, _start: number, _end: number): boolean {
    return false
  }

  async close(): Promise<void> {
    this.agent.destroy()
  }

  /** Books the arrival when the work is done, and its failure by cause when it is not. */
  protected async work(
    user: number,
    sequence: number,
    intended: number,
    doing: Promise<void>,
  ): Promise<void> {
    const { recorder, crowd } = this.stage
    this.underWay++
    try {
      await doing
      this.book.arrived(user, sequence, intended)
    } catch (error) {
      recorder.error(`over HTTP: ${error instanceof Error ? error.message : String(error)}`)
    } finally {
      this.underWay--
      crowd.changed()
    }
  }

  protected request(
    url: URL,
    at: Endpoint,
    method: string,
    headers: Readonly<Record<string, string>>,
    body?: Buffer,
  ): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const outgoing = https.request(
        {
          ...{ host: at.host, port: at.port, servername: url.hostname, agent: this.agent, timeout: PATIENCE },
          ...{ method, path: url.pathname + url.search, headers: { host: url.host, ...headers } },
        },
        (incoming) => {
          let bytes = 0
          incoming.on('data', (chunk: Buffer) => {
            bytes += chunk.length
          })
          incoming.on('error', reject)
          incoming.on('end', () => resolve({ status: incoming.statusCode ?? 0, bytes }))
        },
      )
      outgoing.on('timeout', () => outgoing.destroy(new Error(`no answer within ${PATIENCE / 1000} s`)))
      outgoing.on('error', reject)
      outgoing.end(body)
    })
  }
}

/** Pages, each asked for by nobody in particular: users need not be connected. */
export class HttpGets extends OverHttp {
  private readonly path: string
  private readonly asAdmin: boolean

  constructor(stage: Stage, { path, asAdmin }: { readonly path: string; readonly asAdmin: boolean }) {
    super(stage, 'answer')
    this.path = path
    this.asAdmin = asAdmin
  }

  connects(): boolean {
    return false
  }

  override async prepare(): Promise<void> {
    await this.get()
  }

  arrive(user: number, intended: number): void {
    const sequence = this.book.expect(user)
    void this.work(user, sequence, intended, this.get())
    this.stage.recorder.sent(intended)
  }

  private async get(): Promise<void> {
    const { services, domain } = this.stage
    if (services.https === undefined) throw new CannotRunError('The target names no port for HTTPS.')
    if (this.asAdmin && services.adminToken === undefined) {
      throw new CannotRunError('Nobody here can make a token of an administrator for this target.')
    }
    const headers = this.asAdmin ? { authorization: `Bearer ${services.adminToken}` } : {}
    const { status } = await this.request(
      new URL(this.path, `https://${domain}`),
      services.https,
      'GET',
      headers,
    )
    if (status !== 200) throw new CannotRunError(`status ${status} for ${this.path}`)
  }
}

/** Files of connected users. */
export class Uploads extends OverHttp {
  private readonly file: Buffer
  private readonly slots = new Map<string, (slot: string | Error) => void>()

  constructor(stage: Stage, { bytes }: { readonly bytes: number }) {
    super(stage, 'upload')
    this.file = Buffer.alloc(bytes, 'x')
  }

  override async prepare(): Promise<void> {
    if (this.stage.services.uploads === undefined) {
      throw new CannotRunError('The target has no service for uploads.')
    }
  }

  arrive(number: number, intended: number): void {
    const user = this.stage.crowd.performer(number)
    if (user === undefined) return
    const sequence = this.book.expect(number)
    const id = `u${this.stage.firstPair}-${number}-${sequence}`
    user.connection.send(
      `<iq type='get' id='${id}' to='${this.stage.services.uploads}'><request xmlns='${UPLOAD}' filename='${id}.bin' size='${this.file.length}' content-type='application/octet-stream'/></iq>`,
    )
    const slot = new Promise<string>((resolve, reject) => {
      this.slots.set(id, (answer) => (typeof answer === 'string' ? resolve(answer) : reject(answer)))
    })
    void this.work(
      number,
      sequence,
      intended,
      slot.then((answer) => this.putAndGet(answer)),
    )
    this.stage.recorder.sent(intended)
  }

  override heard(_user: number, bytes: Buffer, start: number, end: number): boolean {
    if (bytes[start + 1] !== I) return false
    const tag = tagOf(bytes, start)
    const id = /\sid=['"](u\d+-\d+-\d+)['"]/.exec(tag)?.[1] ?? ''
    const answered = this.slots.get(id)
    if (answered === undefined) return false
    this.slots.delete(id)
    if (isError(tag)) answered(new Error(`no slot: ${conditionOf(bytes, start, end)}`))
    else answered(bytes.toString('utf8', start, end))
    return true
  }

  private async putAndGet(answer: string): Promise<void> {
    const slot = parseElement(answer).child('slot', UPLOAD)
    const put = slot?.child('put', UPLOAD)
    const [to, from] = [put?.attrs['url'], slot?.child('get', UPLOAD)?.attrs['url']]
    if (to === undefined || from === undefined)
      throw new Error(`a slot without addresses: ${escapeXml(answer)}`)
    const headers = Object.fromEntries(
      (put?.childrenNamed('header', UPLOAD) ?? []).map((header) => [
        header.attrs['name'] ?? '',
        header.text(),
      ]),
    )
    const type = { 'content-type': 'application/octet-stream', 'content-length': String(this.file.length) }
    const stored = await this.request(
      new URL(to),
      this.reached(to),
      'PUT',
      { ...type, ...headers },
      this.file,
    )
    if (stored.status !== 201) throw new Error(`PUT was answered with status ${stored.status}`)
    const got = await this.request(new URL(from), this.reached(from), 'GET', {})
    if (got.status !== 200) throw new Error(`GET was answered with status ${got.status}`)
    if (got.bytes !== this.file.length)
      throw new Error(`${this.file.length} bytes were put and ${got.bytes} got`)
  }

  /** Addresses lead to the target alone: load goes nowhere else. */
  private reached(address: string): Endpoint {
    const { host, hostname } = new URL(address)
    const known = this.stage.services.connectTo[host]
    if (known === undefined) throw new Error(`an address on another host: ${hostname}`)
    return known
  }
}
