/** What the sessions of the null server share: who is there, and the gate that everything leaves through. */
import { NS } from '../core/element.ts'
import { Alarm } from './alarm.ts'
import type { Behaviour } from './null-server.ts'
import { NullServices } from './null-services.ts'
import type { NullSession } from './null-session.ts'

export const DOMAIN = 'null.test'

/** A stanza that a session sent, with its sender written in. */
export interface RoutedMessage {
  readonly from: string
  readonly to: string
  readonly xml: string
}

export class NullHub {
  readonly behaviour: Behaviour
  readonly passwords: ReadonlyMap<string, string>
  readonly keptFor: number[] = []
  readonly services = new NullServices(this)
  readonly mechanisms: string[] = []
  /** Whether somebody has been cut off. */
  hasCut = false
  /** By full JID, and the latest one of an account by its bare JID. */
  private readonly sessions = new Map<string, NullSession>()
  private readonly resumable = new Map<string, NullSession>()
  private readonly queue: { readonly at: number; readonly act: () => void }[] = []
  private readonly swapped = new Map<string, () => void>()
  private stallFrom = Number.POSITIVE_INFINITY
  private stallTo = Number.POSITIVE_INFINITY
  private readonly alarm = new Alarm()

  constructor(behaviour: Behaviour, passwords: ReadonlyMap<string, string>) {
    this.behaviour = behaviour
    this.passwords = passwords
  }

  enter(jid: string, session: NullSession): void {
    this.sessions.set(jid, session)
    this.sessions.set(jid.slice(0, jid.indexOf('/')), session)
  }

  leave(jid: string, session: NullSession): void {
    for (const key of [jid, jid.slice(0, jid.indexOf('/'))]) {
      if (this.sessions.get(key) === session) this.sessions.delete(key)
    }
  }

  has(jid: string): boolean {
    return this.sessions.has(jid)
  }

  /** How many messages were passed on to the latest session of an account. */
  deliveredTo(localpart: string): number {
    return this.sessions.get(`${localpart}@${DOMAIN}`)?.delivered ?? 0
  }

  /** Writes to a session at once, without delay and fault. */
  deliver(to: string, xml: string): void {
    this.sessions.get(to)?.writeStanza(xml)
  }

  /** Keeps a session until it is resumed: its connection may be gone before this server has noticed. */
  keep(id: string, session: NullSession): void {
    if (this.behaviour.forgetful !== true) this.resumable.set(id, session)
  }

  takeUp(id: string): NullSession | undefined {
    const session = this.resumable.get(id)
    this.resumable.delete(id)
    return session
  }

  /** Passes a message on, after the delay and with the fault that it is due. */
  message(message: RoutedMessage): void {
    const { delay, faults, stall } = this.behaviour
    if (delay === undefined && faults === undefined && stall === undefined) {
      this.pass(message)
      return
    }
    const mark = markIn(message.xml)
    if (mark !== undefined) this.planStall()
    const came = performance.now()
    const deliver = () => {
      this.pass(message)
      this.keptFor.push(performance.now() - came)
    }
    const fault = mark === undefined ? undefined : faults?.[mark]
    this.later(() => {
      if (fault === 'lose') return
      if (fault === 'bounce') {
        this.bounce(message)
        return
      }
      if (fault === 'swap with the next') {
        this.swapped.set(message.to, deliver)
        return
      }
      deliver()
      if (fault === 'duplicate') deliver()
      this.swapped.get(message.to)?.()
      this.swapped.delete(message.to)
    })
  }

  private pass({ to, xml }: RoutedMessage): void {
    const session = this.sessions.get(to)
    if (session === undefined) return
    session.delivered++
    session.writeStanza(xml)
  }

  later(act: () => void): void {
    const at = performance.now() + (this.behaviour.delay ?? 0)
    this.queue.push({ at: at >= this.stallFrom && at < this.stallTo ? this.stallTo : at, act })
    if (this.queue.length === 1) this.tick()
  }

  stop(): void {
    this.alarm.clear()
  }

  private bounce({ from, xml }: RoutedMessage): void {
    const id = /\sid='([^']*)'/.exec(xml)?.[1] ?? ''
    const body = /<body>.*<\/body>/.exec(xml)?.[0] ?? ''
    const error = `<error type='cancel'><service-unavailable xmlns='${NS.stanzaErrors}'/></error>`
    this.sessions
      .get(from)
      ?.writeStanza(`<message type='error' id='${id}' to='${from}'>${body}${error}</message>`)
  }

  private planStall(): void {
    const { stall } = this.behaviour
    if (stall === undefined || this.stallFrom !== Number.POSITIVE_INFINITY) return
    this.stallFrom = performance.now() + stall.after
    this.stallTo = this.stallFrom + stall.length
  }

  /** A known delay must be exact. */
  private tick(): void {
    for (let next = this.queue[0]; next !== undefined; next = this.queue[0]) {
      const wait = next.at - performance.now()
      if (wait > 0) {
        this.alarm.set(wait, () => this.tick())
        return
      }
      this.queue.shift()
      next.act()
    }
  }
}

/** Pair and sequence of a marked message, as `3|17`. */
export function markIn(xml: string): string | undefined {
  const [, pair, sequence] = /<(?:body|status)>T1\|(\d+)\|(\d+)\|/.exec(xml) ?? []
  return pair === undefined ? undefined : `${Number(pair)}|${Number(sequence)}`
}
