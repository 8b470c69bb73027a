/** Messages from an external component to users, over a connection of its own (XEP-0114). */
import net from 'node:net'
import { escapeXml, NS } from '../../core/element.ts'
import { CannotRunError } from '../../core/errors.ts'
import { componentDigest } from '../../wire/component-digest.ts'
import type { Activity, Stage } from '../activity.ts'
import { StanzaFramer } from '../framer.ts'
import { markedBody, readMark } from '../marker.ts'
import type { Book } from '../recorder.ts'

const M = 0x6d

export class ComponentMessages implements Activity {
  private readonly stage: Stage
  private readonly bodyBytes: number
  private readonly book: Book
  private socket: net.Socket | undefined

  constructor(stage: Stage, { bodyBytes }: { bodyBytes: number }) {
    this.stage = stage
    this.bodyBytes = bodyBytes
    this.book = stage.recorder.openBook('delivery', (pair) => `to user ${pair - stage.firstPair}`)
  }

  get waiting(): number {
    return this.book.outstanding
  }

  async prepare(signal: AbortSignal): Promise<void> {
    const { component } = this.stage.services
    if (component === undefined) {
      throw new CannotRunError(
        'The target accepts no external component that the harness knows the secret of.',
      )
    }
    const { endpoint, jid, secret } = component
    const socket = net.connect({ ...endpoint, signal })
    this.socket = socket
    await new Promise<void>((resolve, reject) => {
      const fail = (why: string) =>
        reject(new CannotRunError(`The component ${jid} could not connect: ${why}.`))
      const framer = new StanzaFramer({
        header: (bytes, start, end) => {
          const [, id = ''] = /\sid=['"]([^'"]*)/.exec(bytes.toString('utf8', start, end)) ?? []
          socket.write(`<handshake>${componentDigest(id, secret)}</handshake>`)
        },
        element: (bytes, start, end) => {
          const text = bytes.toString('utf8', start, end)
          if (text.startsWith('<handshake')) resolve()
          else if (text.startsWith('<stream:error')) fail(text)
        },
        footer: () => fail('the server closed the stream'),
      })
      socket.on('data', (chunk) => framer.push(chunk))
      socket.once('error', (error) => fail(error.message))
      socket.once('close', () => {
        fail('the connection ended')
        this.stage.recorder.error('the connection of the component was lost')
      })
      socket.write(
        `<stream:stream xmlns='${NS.component}' xmlns:stream='${NS.streams}' to='${escapeXml(jid)}'>`,
      )
    })
    socket.setNoDelay(true)
  }

  arrive(number: number, intended: number): void {
    const { crowd, recorder, services, firstPair } = this.stage
    const { socket } = this
    if (socket === undefined || socket.destroyed) {
      recorder.dropped('dropped: the connection of the component was lost')
      return
    }
    if (socket.writableNeedDrain) recorder.error('written while the server did not read')
    const pair = firstPair + number
    const sequence = this.book.expect(pair)
    const mark = { pair, sequence, intendedNs: Math.round(intended * 1e6) }
    const to = escapeXml(crowd.user(number).connection.jid)
    socket.write(
      `<message type='chat' from='load@${services.component?.jid}' to='${to}' id='${pair}-${sequence}'><body>${markedBody(mark, this.bodyBytes)}</body></message>`,
    )
    recorder.sent(intended)
  }

  heard(number: number, bytes: Buffer, start: number, end: number): boolean {
    if (bytes[start + 1] !== M) return false
    const mark = readMark(bytes, start, end)
    if (mark === undefined || !this.stage.accounts.has(mark.pair - this.stage.firstPair)) return false
    if (mark.pair - this.stage.firstPair !== number) {
      this.stage.recorder.error('delivered to a user it was not addressed to')
    } else this.book.arrived(mark.pair, mark.sequence, mark.intendedNs / 1e6)
    return true
  }

  async close(): Promise<void> {
    const { socket } = this
    if (socket === undefined) return
    socket.removeAllListeners('close')
    socket.destroy()
  }
}
