/**
 * An idle client that pings its server (XEP-0199) at fixed times, whatever came of the pings before:
 * the round trip shows how long the server's event loop stands still, which its CPU does not.
 */
import { escapeXml, NS } from '../core/element.ts'
import type { RunClock } from './clock.ts'
import type { LoadConnection } from './connection.ts'
import type { Recorder } from './recorder.ts'

/** Milliseconds from ping to ping. */
const INTERVAL = 100

export class Probe {
  private readonly connection: LoadConnection
  private readonly clock: RunClock
  private readonly recorder: Recorder
  private readonly ping: string
  /** Sending times, by number of the ping. */
  private readonly pending = new Map<number, number>()
  private count = 0
  private changed: (() => void) | undefined
  private timer: NodeJS.Timeout | undefined

  constructor(connection: LoadConnection, domain: string, clock: RunClock, recorder: Recorder) {
    this.connection = connection
    this.clock = clock
    this.recorder = recorder
    this.ping = `' to='${escapeXml(domain)}'><ping xmlns='${NS.ping}'/></iq>`
    connection.attach({
      element: (bytes, start, end) => this.answer(bytes.toString('latin1', start, end)),
      end: (reason) => {
        recorder.error(`connection of the probe lost: ${reason}`)
        this.stop()
        this.changed?.()
      },
    })
  }

  /** Pings from the start of the run on. */
  start(): void {
    const wait = this.count * INTERVAL - this.clock.now()
    this.timer = setTimeout(() => {
      const number = this.count++
      this.pending.set(number, this.clock.now())
      this.connection.send(`<iq type='get' id='probe-${number}${this.ping}`)
      this.start()
    }, wait)
  }

  /** Pings no more, and waits for the answers until the signal aborts; then the missing ones are counted. */
  async settled(signal: AbortSignal): Promise<void> {
    this.stop()
    await new Promise<void>((resolve) => {
      const look = () => {
        if (this.pending.size > 0 && !signal.aborted && !this.connection.ended) return
        this.changed = undefined
        resolve()
      }
      this.changed = look
      signal.addEventListener('abort', look, { once: true })
      look()
    })
    for (const _ of this.pending) this.recorder.error('ping of the probe without an answer')
  }

  /** Pings no more. */
  stop(): void {
    clearTimeout(this.timer)
  }

  private answer(tag: string): void {
    const number = Number(/^<iq[^>]*\sid=['"]probe-(\d+)/.exec(tag)?.[1] ?? Number.NaN)
    const at = this.pending.get(number)
    if (at === undefined) return
    this.pending.delete(number)
    this.recorder.probed(this.clock.now() - at)
    this.changed?.()
  }
}
