/** The users of a worker that are connected: who they are, what comes to them, and a fence through all of them. */
import type { Account } from '../core/account.ts'
import { escapeXml, NS } from '../core/element.ts'
import { CannotRunError } from '../core/errors.ts'
import type { LoadConnection } from './connection.ts'
import type { Recorder } from './recorder.ts'
import type { AfterLoss } from './scenario.ts'

export interface User {
  readonly number: number
  readonly account: Account
  readonly connection: LoadConnection
}

type Hearing = (user: number, bytes: Buffer, start: number, end: number) => boolean

const TAG_END = 0x3e

/** Milliseconds before somebody who was cut off tries again. */
const FIRST_PAUSE = 100
const LONGEST_PAUSE = 10_000

export class Crowd {
  readonly users = new Map<number, User>()
  /** Who was cut off on purpose and is not back yet. */
  readonly away = new Set<number>()
  private readonly domain: string
  private readonly recorder: Recorder
  private readonly afterLoss: AfterLoss
  /** Who has lost its connection and tries to get another one. */
  private readonly returning = new Set<number>()
  private readonly closing = new AbortController()
  private readonly unanswered = new Set<number>()
  private readonly looks = new Set<() => void>()
  private hear: Hearing = () => false
  private pingId = ' '
  private pingCount = 0

  constructor(domain: string, recorder: Recorder, afterLoss: AfterLoss) {
    this.domain = escapeXml(domain)
    this.recorder = recorder
    this.afterLoss = afterLoss
  }

  /** From now on what comes to a user goes there first. */
  listen(hear: Hearing): void {
    this.hear = hear
  }

  add(number: number, account: Account, connection: LoadConnection): void {
    this.users.set(number, { number, account, connection })
    connection.attach({
      element: (bytes, start, end) => this.element(number, bytes, start, end),
      end: (reason) => {
        this.recorder.error(`connection lost: ${reason}`)
        this.unanswered.delete(number)
        if (this.afterLoss !== 'stay away') void this.comeBack(number, connection)
        this.changed()
      },
    })
  }

  /** @throws CannotRunError where there is no such user */
  user(number: number): User {
    const user = this.users.get(number)
    if (user === undefined) throw new CannotRunError(`User ${number} is missing in its worker.`)
    return user
  }

  /** Who performs an arrival; undefined when it cannot, and the arrival is dropped. */
  performer(number: number): User | undefined {
    const user = this.users.get(number)
    // Who is coming back has a connection already, but no session.
    if (user === undefined || user.connection.ended || this.away.has(number)) {
      this.recorder.dropped(
        this.away.has(number)
          ? 'dropped: the sender was cut off on purpose'
          : 'dropped: the connection of the sender was lost',
      )
      return undefined
    }
    if (user.connection.congested) this.recorder.error('written while the server did not read')
    return user
  }

  /** Who is connected, or will be. */
  get connected(): number {
    let count = this.returning.size + this.away.size
    for (const { connection } of this.users.values()) if (!connection.ended) count++
    return count
  }

  /** Tries until it succeeds or the run is over, each time after a longer pause. */
  private async comeBack(number: number, connection: LoadConnection): Promise<void> {
    this.returning.add(number)
    for (let wait = FIRST_PAUSE; this.returning.has(number); wait = Math.min(wait * 2, LONGEST_PAUSE)) {
      await pause(wait, this.closing.signal)
      if (this.closing.signal.aborted) return
      try {
        const how = await connection.reopen()
        this.recorder.error(how === 'resumed' ? 'came back and resumed' : 'came back with a new session')
        this.returning.delete(number)
      } catch (error) {
        if (!(error instanceof CannotRunError)) throw error
        this.recorder.error(`could not come back: ${error.message.replace(/^.*?\): /, '').slice(0, 200)}`)
      }
    }
    this.changed()
  }

  /**
   * Every user has an answer to a ping: nothing that was routed to it before can be left behind it, such as
   * a second copy. @returns how many have none
   */
  async fence(signal: AbortSignal): Promise<number> {
    this.pingId = `fence-${this.pingCount++}`
    for (const { number, connection } of this.users.values()) {
      if (connection.ended) continue
      this.unanswered.add(number)
      connection.send(
        `<iq type='get' id='${this.pingId}' to='${this.domain}'><ping xmlns='${NS.ping}'/></iq>`,
      )
    }
    await this.until(() => this.unanswered.size === 0, signal)
    return this.unanswered.size
  }

  /** Waits until it is done, or the signal aborts; looks again whenever something came in. */
  until(done: () => boolean, signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const look = () => {
        if (!done() && !signal.aborted) return
        this.looks.delete(look)
        signal.removeEventListener('abort', look)
        resolve()
      }
      this.looks.add(look)
      signal.addEventListener('abort', look)
      look()
    })
  }

  /** Something that somebody may wait for has changed. */
  changed(): void {
    for (const look of this.looks) look()
  }

  async close(): Promise<void> {
    this.closing.abort()
    await Promise.all([...this.users.values()].map(({ connection }) => connection.close()))
  }

  private element(number: number, bytes: Buffer, start: number, end: number): void {
    if (!this.hear(number, bytes, start, end)) {
      const tag = tagOf(bytes, start)
      // An error is an answer too: it has come the same way.
      if (tag.startsWith('<iq') && this.isFence(tag)) this.unanswered.delete(number)
      else if (isError(tag) || tag.startsWith('<stream:')) {
        this.recorder.error(`${tag.slice(1).split(/[ >]/, 1)[0]} error: ${conditionOf(bytes, start, end)}`)
      } else return
    }
    if (this.looks.size > 0) this.changed()
  }

  private isFence(tag: string): boolean {
    return tag.includes(`'${this.pingId}'`) || tag.includes(`"${this.pingId}"`)
  }
}

/** The opening tag of an element, without its last character. */
export function tagOf(bytes: Buffer, start: number): string {
  return bytes.toString('latin1', start, bytes.indexOf(TAG_END, start))
}

export function isError(tag: string): boolean {
  return /\stype=(['"])error\1/.test(tag)
}

/** The defined condition of an error: its first element in a namespace of errors (RFC 6120 §4.9.3, §8.3.3). */
export function conditionOf(bytes: Buffer, start: number, end: number): string {
  const xml = bytes.toString('utf8', start, end)
  return (
    /<([a-z-]+)[^>]*urn:ietf:params:xml:ns:xmpp-(?:stanzas|streams)/.exec(xml)?.[1] ?? 'without a condition'
  )
}

/** Ends early, without an error, when the signal aborts. */
function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer)
      signal.removeEventListener('abort', done)
      resolve()
    }
    const timer = setTimeout(done, ms)
    signal.addEventListener('abort', done)
  })
}
