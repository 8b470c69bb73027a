/** A worker's part of a scenario: connect, perform the schedule, drain, give the totals. */
import type { Account } from '../core/account.ts'
import { PAIRS } from './activity.ts'
import { RunClock } from './clock.ts'
import { ClosedLoop } from './closed-loop.ts'
import { LoadConnection } from './connection.ts'
import { HealthMonitor } from './health.ts'
import { ConnectionContext } from './load-stream.ts'
import { type Due, pace } from './pacer.ts'
import { Probe } from './probe.ts'
import type { Plan, Report, SecondReport } from './protocol.ts'
import { Recorder, TOO_LATE } from './recorder.ts'
import { arrivalsOf, scheduleLength, timedFrom } from './schedule.ts'
import { Workload } from './workload.ts'

/** How often a worker tells how many of its users are logged in. */
const PROGRESS_REPORTS = 4

export class WorkerRun {
  readonly plan: Plan
  private readonly report: (report: Report) => void
  private readonly signal: AbortSignal
  private readonly clock = new RunClock()
  private readonly recorder: Recorder
  private readonly health = new HealthMonitor()
  private workload: Workload | undefined
  private context: ConnectionContext | undefined
  private probe: Probe | undefined
  private probeConnection: LoadConnection | undefined
  private secondTimer: NodeJS.Timeout | undefined

  constructor(plan: Plan, report: (report: Report) => void, signal: AbortSignal) {
    this.plan = plan
    this.report = report
    this.signal = signal
    this.recorder = new Recorder(this.clock, plan.lateAfter, timedFrom(plan.schedule))
  }

  /** @throws CannotRunError when a user cannot log in, or the server answers nobody */
  async prepare(): Promise<void> {
    const { route, users, spare, probe, arrival, afterLoss, services } = this.plan
    const context = new ConnectionContext(route)
    this.context = context
    const connect = (account: Account, resource: string) => LoadConnection.open(context, account, resource)
    this.workload = new Workload(arrival, {
      domain: route.domain,
      caPem: route.caPem,
      accounts: new Map(users.map(({ number, account }) => [number, account])),
      spare,
      services,
      afterLoss,
      recorder: this.recorder,
      clock: this.clock,
      connect,
    })
    const step = Math.ceil(users.length / PROGRESS_REPORTS)
    await this.workload.prepare(this.signal, (loggedIn) => {
      if (loggedIn % step === 0) this.report({ kind: 'progress', loggedIn })
    })
    if (probe === undefined) return
    this.probeConnection = await connect(probe, 'probe')
    this.probe = new Probe(this.probeConnection, route.domain, this.clock, this.recorder)
  }

  /** Performs the schedule from `at` on, on the clock of `monotonicMs`. */
  async run(at: number): Promise<void> {
    const { context, workload, plan, recorder } = this
    if (context === undefined || workload === undefined)
      throw new Error('a part must be prepared before it runs')
    this.clock.startAt(at)
    const { traffic, sockets } = context
    const before = traffic.snapshot()
    this.health.start()
    this.probe?.start()
    this.awaitSecond()
    const pacing = {
      clock: this.clock,
      next: ownArrivals(plan),
      release: ({ user, intended }: Due, now: number) => {
        if (now - intended > plan.sendWithin) recorder.dropped(TOO_LATE)
        else {
          sockets.hold()
          workload.arrive(user, intended)
        }
      },
      released: () => sockets.release(),
    }
    const loop = new ClosedLoop({
      schedule: plan.schedule,
      users: plan.users.map(({ number }) => number),
      clock: this.clock,
      arrive: (user, intended) => workload.arrive(user, intended),
    })
    recorder.onArrival = (pair) => loop.completed(pair % PAIRS)
    await Promise.all([pace(pacing, this.signal), loop.run(this.signal)])
    const drained = AbortSignal.timeout(
      Math.max(0, Math.ceil(scheduleLength(plan.schedule) + plan.drain - this.clock.now())),
    )
    const signal = AbortSignal.any([drained, this.signal])
    await Promise.all([workload.settled(signal), this.probe?.settled(signal)])
    clearTimeout(this.secondTimer)
    this.reportSeconds([...recorder.pastSeconds(), recorder.currentSecond()])
    this.report({ kind: 'done', totals: recorder.totals(this.health.stop(), traffic.since(before)) })
  }

  /** Ends every connection in an orderly way. */
  async close(): Promise<void> {
    clearTimeout(this.secondTimer)
    this.probe?.stop()
    await Promise.all([this.workload?.close(), this.probeConnection?.close()])
  }

  /** Reports every second once it is over. @param number of the next one, so that none is passed over */
  private awaitSecond(number = 1): void {
    const over = number * 1000
    this.secondTimer = setTimeout(() => {
      const now = this.clock.now()
      // A timer may fire early.
      if (now < over) {
        this.awaitSecond(number)
        return
      }
      this.reportSeconds(this.recorder.pastSeconds())
      this.awaitSecond(Math.floor(now / 1000) + 1)
    }, over - this.clock.now())
  }

  private reportSeconds(reports: readonly SecondReport[]): void {
    const { cpuSeconds } = this.health
    for (const report of reports) this.report({ kind: 'second', report, cpuSeconds })
  }
}

/** The arrivals of the whole schedule go round all users; these are the ones of this worker's users. */
export function ownArrivals({
  schedule,
  population,
  users,
}: Pick<Plan, 'schedule' | 'population' | 'users'>): () => Due | undefined {
  const isOwn = new Array<boolean>(population).fill(false)
  for (const { number } of users) isOwn[number] = true
  const next = arrivalsOf(schedule)
  // One object for all: whoever takes it has done with it before the next one is asked for.
  const due = { intended: 0, user: -1 }
  return () => {
    for (let at = next(); at !== undefined; at = next()) {
      due.user = due.user + 1 === population ? 0 : due.user + 1
      due.intended = at
      if (isOwn[due.user] === true) return due
    }
    return undefined
  }
}
