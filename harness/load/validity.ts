/** When the numbers of a run may be believed: when the server was the limit and not who asked it. */
import { formatDuration } from '../core/duration.ts'
import type { Validity } from '../core/run-result.ts'
import type { MachineUse } from './health.ts'

const validityBounds = {
  /** Milliseconds from the intended time to the sending, 99th percentile. */
  scheduleLagP99Ms: 20,
  eventLoopDelayP99Ms: 20,
  /** Share of one core that a worker may use: above it, waiting for the processor is part of every reading. */
  workerCpu: 0.8,
  /** Share of the time that the garbage collector may hold a worker up. */
  gcShare: 0.1,
  /** Share of the machine that its host may give to others. */
  steal: 0.1,
  /** Share of the machine that other processes may take while hardly anything of it is left idle. */
  others: 0.2,
  idle: 0.2,
  /** Share of the time that the server may wait for a processor, where that is known. */
  serverWait: 0.05,
} as const

export interface GeneratorReadings {
  readonly scheduleLagP99Ms: number
  readonly eventLoopDelayP99Ms: number
  /** Share of one core, by worker. */
  readonly workerCpu: readonly number[]
  /** Share of the time that garbage collection took, of the worker where it took most. */
  readonly gcShare: number
  /** Undefined where the system does not tell. */
  readonly machine: MachineUse | undefined
  readonly sent: number
  /** Arrivals that a worker was too late to send. */
  readonly droppedLate: number
  /** What else went wrong with the measuring, one sentence each: a worker lost, a report missing. */
  readonly faults: readonly string[]
}

export function assess(readings: GeneratorReadings): Validity {
  const { scheduleLagP99Ms, eventLoopDelayP99Ms, workerCpu, gcShare, machine } = readings
  const { sent, droppedLate, faults } = readings
  const reasons = [...faults]
  if (sent === 0) reasons.push('nothing was sent')
  if (scheduleLagP99Ms > validityBounds.scheduleLagP99Ms) {
    reasons.push(
      over(
        'the generator sent late: its schedule lag p99',
        scheduleLagP99Ms,
        validityBounds.scheduleLagP99Ms,
      ),
    )
  }
  if (eventLoopDelayP99Ms > validityBounds.eventLoopDelayP99Ms) {
    reasons.push(
      over(
        'the generator was busy: its event-loop delay p99',
        eventLoopDelayP99Ms,
        validityBounds.eventLoopDelayP99Ms,
      ),
    )
  }
  if (droppedLate > 0) reasons.push(`the generator was too late to send ${droppedLate} arrivals`)
  const busiest = Math.max(0, ...workerCpu)
  if (busiest > validityBounds.workerCpu) {
    reasons.push(
      `a worker used ${percent(busiest)} of a core; more than ${percent(validityBounds.workerCpu)} makes the generator part of what is measured`,
    )
  }
  if (gcShare > validityBounds.gcShare) {
    reasons.push(
      `a worker collected garbage for ${percent(gcShare)} of the time; more than ${percent(validityBounds.gcShare)} makes it the limit`,
    )
  }
  if (machine !== undefined) reasons.push(...complaints(machine))
  return {
    valid: reasons.length === 0,
    reasons,
    scheduleLagP99Ms,
    eventLoopDelayP99Ms,
    generatorCpu: workerCpu.reduce((sum, each) => sum + each, 0),
    gcShare,
    ...(machine === undefined ? {} : { steal: machine.steal }),
  }
}

function complaints({ steal, idle, others = 0, serverWait = 1 }: MachineUse): string[] {
  const reasons: string[] = []
  if (steal > validityBounds.steal) {
    reasons.push(
      `the host took ${percent(steal)} of this machine's processors for others; more than ${percent(validityBounds.steal)} makes times meaningless`,
    )
  }
  if (
    others > validityBounds.others &&
    idle < validityBounds.idle &&
    serverWait > validityBounds.serverWait
  ) {
    reasons.push(
      `other processes took ${percent(others)} of this machine's processors and left ${percent(idle)} idle: the server had to wait for them`,
    )
  }
  return reasons
}

function over(what: string, value: number, bound: number): string {
  return `${what} is ${formatDuration(value)}; more than ${formatDuration(bound)} makes it the limit`
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`
}
