import { expect, test } from 'vitest'
import { assess, type GeneratorReadings } from './validity.ts'

const healthy: GeneratorReadings = {
  scheduleLagP99Ms: 1.2,
  eventLoopDelayP99Ms: 2,
  workerCpu: [0.2, 0.3],
  gcShare: 0.01,
  machine: { steal: 0.01, idle: 0.3, others: 0.1 },
  sent: 1000,
  droppedLate: 0,
  faults: [],
}

test('a generator that kept up is believed', () => {
  expect(assess(healthy)).toEqual({
    valid: true,
    reasons: [],
    scheduleLagP99Ms: 1.2,
    eventLoopDelayP99Ms: 2,
    generatorCpu: 0.5,
    gcShare: 0.01,
    steal: 0.01,
  })
})

test.each<[Partial<GeneratorReadings>, string]>([
  [{ gcShare: 0.25 }, 'a worker collected garbage for 25 % of the time; more than 10 % makes it the limit'],
  [
    { scheduleLagP99Ms: 35 },
    'the generator sent late: its schedule lag p99 is 35 ms; more than 20 ms makes it the limit',
  ],
  [
    { eventLoopDelayP99Ms: 80 },
    'the generator was busy: its event-loop delay p99 is 80 ms; more than 20 ms makes it the limit',
  ],
  [
    { workerCpu: [0.2, 0.95] },
    'a worker used 95 % of a core; more than 80 % makes the generator part of what is measured',
  ],
  [
    { machine: { steal: 0.25, idle: 0.3 } },
    "the host took 25 % of this machine's processors for others; more than 10 % makes times meaningless",
  ],
  [
    { machine: { steal: 0, idle: 0.05, others: 0.6 } },
    "other processes took 60 % of this machine's processors and left 5 % idle: the server had to wait for them",
  ],
  [{ sent: 0 }, 'nothing was sent'],
  [{ droppedLate: 3 }, 'the generator was too late to send 3 arrivals'],
  [{ faults: ['worker 0 was lost'] }, 'worker 0 was lost'],
])('%o is not', (change, reason) => {
  expect(assess({ ...healthy, ...change })).toMatchObject({ valid: false, reasons: [reason] })
})

test('others do no harm where enough is left', () => {
  expect(assess({ ...healthy, machine: { steal: 0, idle: 0.4, others: 0.5 } }).valid).toBe(true)
})

test('others do no harm where the server had not to wait for them', () => {
  const machine = { steal: 0, idle: 0.05, others: 0.6 }
  expect(assess({ ...healthy, machine: { ...machine, serverWait: 0.01 } }).valid).toBe(true)
  expect(assess({ ...healthy, machine: { ...machine, serverWait: 0.3 } }).valid).toBe(false)
})

test('where steal cannot be read it is left out', () => {
  expect(assess({ ...healthy, machine: undefined })).not.toHaveProperty('steal')
})
