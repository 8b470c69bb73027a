/** The workers of a scenario, led through it in step. Whoever drops out is named, never left out silently. */
import { CannotRunError } from '../core/errors.ts'
import type { Plan, Report, SecondReport, Totals, WorkerLink } from './protocol.ts'
import { PROTOCOL } from './protocol.ts'

/** How long a worker may take to come up, and to log in its users, in milliseconds. */
const HELLO_BOUND = 30_000
const READY_BOUND = 600_000
/** How long a worker may take to report after it ought to be done, and to end, in milliseconds. */
const DONE_BOUND = 15_000
const END_BOUND = 5_000

/** What a worker left behind; without totals it was lost. */
export interface Outcome {
  readonly worker: number
  readonly seconds: readonly SecondReport[]
  /** Processor time since the start, in seconds, at the end of each reported second. */
  readonly cpuSeconds: readonly number[]
  readonly totals?: Totals
  readonly lostBecause?: string
}

export class Crew {
  private readonly members: readonly Member[]
  private readonly signal: AbortSignal

  constructor(links: readonly WorkerLink[], signal: AbortSignal) {
    this.members = links.map((link, number) => new Member(link, number))
    this.signal = signal
  }

  /** @throws CannotRunError when a worker does not come up */
  async assemble(): Promise<void> {
    await Promise.all(
      this.members.map(async (member) => {
        const hello = await member.expect('hello', HELLO_BOUND, this.signal)
        if (hello.protocol !== PROTOCOL) {
          throw new CannotRunError(
            `Worker ${member.number} speaks version ${hello.protocol} of the load protocol, this side ${PROTOCOL}.`,
          )
        }
      }),
    )
  }

  /**
   * Hands out the plans and waits until every user of every worker is connected.
   * @throws CannotRunError when a worker cannot do its part
   */
  async prepare(plans: readonly Plan[], loggedIn: (users: number) => void): Promise<void> {
    await Promise.all(
      this.members.map((member, index) => {
        const plan = plans[index]
        if (plan === undefined) throw new Error('a plan for each worker is needed')
        member.onProgress = () => loggedIn(this.members.reduce((sum, each) => sum + each.loggedIn, 0))
        member.link.send({ kind: 'prepare', plan })
        return member.expect('ready', READY_BOUND, this.signal)
      }),
    )
  }

  /**
   * Starts all workers at the same moment and waits until each is done or lost.
   * @param at on the clock of `monotonicMs`
   * @param length milliseconds that the run may take
   */
  async run(at: number, length: number, second: (report: SecondReport) => void): Promise<Outcome[]> {
    return Promise.all(
      this.members.map(async (member) => {
        member.onSecond = second
        member.link.send({ kind: 'start', at })
        try {
          const { totals } = await member.expect('done', length + DONE_BOUND, this.signal)
          return { ...member.soFar(), totals }
        } catch (error) {
          if (!(error instanceof CannotRunError)) throw error
          return { ...member.soFar(), lostBecause: error.message }
        }
      }),
    )
  }

  /** Sends everyone home; whoever does not go is ended. */
  async dismiss(): Promise<void> {
    await Promise.all(this.members.map((member) => member.dismiss()))
  }
}

class Member {
  readonly link: WorkerLink
  readonly number: number
  loggedIn = 0
  onProgress: () => void = () => {}
  onSecond: (report: SecondReport) => void = () => {}
  private readonly seconds: SecondReport[] = []
  private readonly cpuSeconds: number[] = []
  /** Reports that nobody has expected yet, and who looks at them. */
  private readonly inbox: Report[] = []
  private look: () => void = () => {}
  private gone: string | undefined

  constructor(link: WorkerLink, number: number) {
    this.link = link
    this.number = number
    link.onReport((report) => this.take(report))
    link.ended.then(
      (reason) => this.leave(reason),
      (error: unknown) => this.leave(String(error)),
    )
  }

  soFar(): Outcome {
    return { worker: this.number, seconds: this.seconds, cpuSeconds: this.cpuSeconds }
  }

  /**
   * The next report of that kind.
   * @throws CannotRunError when the worker fails, ends, or says nothing of the kind within the bound
   */
  expect<K extends Report['kind']>(
    kind: K,
    bound: number,
    signal: AbortSignal,
  ): Promise<Report & { kind: K }> {
    return new Promise((resolve, reject) => {
      const settle = (act: () => void) => {
        clearTimeout(timer)
        signal.removeEventListener('abort', aborted)
        this.look = () => {}
        act()
      }
      const fail = (why: string) => settle(() => reject(new CannotRunError(why)))
      const aborted = () => settle(() => reject(signal.reason))
      const timer = setTimeout(
        () => fail(`Load worker ${this.number} did not say "${kind}" within ${Math.round(bound / 1000)} s.`),
        bound,
      )
      this.look = () => {
        for (let report = this.inbox.shift(); report !== undefined; report = this.inbox.shift()) {
          if (report.kind === 'failed') return fail(report.message)
          if (isKind(report, kind)) {
            const found = report
            return settle(() => resolve(found))
          }
        }
        if (this.gone !== undefined) fail(`Load worker ${this.number} ended unexpectedly: ${this.gone}.`)
      }
      if (signal.aborted) return aborted()
      signal.addEventListener('abort', aborted, { once: true })
      this.look()
    })
  }

  async dismiss(): Promise<void> {
    if (this.gone === undefined) this.link.send({ kind: 'stop' })
    let timer: NodeJS.Timeout | undefined
    const patience = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, END_BOUND)
    })
    await Promise.race([this.link.ended, patience])
    clearTimeout(timer)
    await this.link.terminate()
  }

  private take(report: Report): void {
    if (report.kind === 'progress') {
      this.loggedIn = report.loggedIn
      this.onProgress()
    } else if (report.kind === 'second') {
      this.seconds.push(report.report)
      this.cpuSeconds.push(report.cpuSeconds)
      this.onSecond(report.report)
    } else {
      this.inbox.push(report)
      this.look()
    }
  }

  private leave(reason: string): void {
    this.gone = reason
    this.look()
  }
}

function isKind<K extends Report['kind']>(report: Report, kind: K): report is Report & { kind: K } {
  return report.kind === kind
}
