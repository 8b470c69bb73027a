/**
 * An external component (XEP-0114) by a stock library: a peer that was not written for this harness, so
 * that a verification does not agree with the harness alone.
 */
import { component } from '@xmpp/component'
import type { Element } from '../core/element.ts'
import { InconclusiveError, SilenceError } from '../core/errors.ts'
import { conforms, describePattern, type Pattern } from '../match/pattern.ts'
import type { Transcript } from '../wire/transcript.ts'
import { parseElement } from '../wire/xml.ts'

export interface ComponentAccount {
  readonly jid: string
  readonly secret: string
  readonly host: string
  readonly port: number
}

export class StockComponent {
  readonly jid: string
  private readonly entity: ReturnType<typeof component>
  private readonly transcript: Transcript
  private readonly patience: number
  private readonly heard: Element[] = []
  private readonly watchers = new Set<() => void>()
  private failure: Error | undefined

  private constructor(account: ComponentAccount, transcript: Transcript, patience: number) {
    this.jid = account.jid
    this.transcript = transcript
    this.patience = patience
    this.entity = component({
      service: `xmpp://${account.host}:${account.port}`,
      domain: account.jid,
      password: account.secret,
    })
    // The library reconnects by itself unless it is told not to: a hidden retry.
    this.entity.reconnect.stop()
    this.entity.on('error', (error: Error) => {
      this.failure = error
    })
    this.entity.on('element', (element: { toString(): string }) => this.record(element.toString()))
  }

  /** Connects and authenticates. @throws InconclusiveError when the server does not let it in */
  static async start(
    account: ComponentAccount,
    transcript: Transcript,
    patience: number,
  ): Promise<StockComponent> {
    const started = new StockComponent(account, transcript, patience)
    try {
      await bounded(started.entity.start(), patience, `${account.jid} to be let in as a component`)
    } catch (cause) {
      started.entity.socket?.destroy()
      throw new InconclusiveError(
        `could not prepare the component ${account.jid}: ${(cause as Error).message}`,
        { cause },
      )
    }
    return started
  }

  /** Sends an element as it is; a component writes its own `from`. */
  send(element: Element): void {
    const text = element.toString()
    this.transcript.sent(this.jid, text)
    this.entity.write(text.replace(` xmlns='jabber:client'`, '')).catch((error: Error) => {
      this.failure = error
    })
  }

  /** The earliest element that fits and that no earlier call has given. @throws SilenceError when none comes */
  async next(pattern: Pattern): Promise<Element> {
    const take = () => {
      const index = this.heard.findIndex((element) => conforms(element, pattern).length === 0)
      return index === -1 ? undefined : this.heard.splice(index, 1)[0]
    }
    const already = take()
    if (already !== undefined) return already
    return new Promise((resolve, reject) => {
      const look = () => {
        const found = take()
        if (found === undefined) return
        clearTimeout(timer)
        this.watchers.delete(look)
        resolve(found)
      }
      const timer = setTimeout(() => {
        this.watchers.delete(look)
        const reason = this.failure === undefined ? '' : ` (${this.failure.message})`
        reject(
          new SilenceError(
            `expected  ${describePattern(pattern)} at ${this.jid} within ${this.patience} ms${reason}\nheard     ${this.heard.join('\n          ') || 'nothing'}`,
          ),
        )
      }, this.patience)
      this.watchers.add(look)
    })
  }

  /** Ends the connection; resolves when the server has, too, and the address is free again. */
  async stop(): Promise<void> {
    const { socket } = this.entity
    if (socket === null || socket.destroyed) return
    const closed = new Promise<void>((resolve) => socket.once('close', resolve))
    socket.end()
    try {
      await bounded(closed, this.patience, `the server to end the connection of ${this.jid}`)
    } finally {
      socket.destroy()
    }
  }

  private record(text: string): void {
    this.transcript.received(this.jid, text)
    this.heard.push(parseElement(text))
    for (const look of [...this.watchers]) look()
  }
}

function bounded<T>(work: Promise<T>, patience: number, what: string): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`expected ${what} within ${patience} ms`)), patience)
    work.then(resolve, reject).finally(() => clearTimeout(timer))
  })
}
