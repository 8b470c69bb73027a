/** Entry of a worker thread: takes orders, performs its part of a scenario, reports, and ends. */
import { parentPort } from 'node:worker_threads'
import { monotonicMs } from './clock.ts'
import { type Order, PROTOCOL, type Report } from './protocol.ts'
import { WorkerRun } from './worker-run.ts'

if (parentPort === null) throw new Error('worker.ts runs in a worker thread only')
const port = parentPort

/** A worker that is not started for this long gives up, in milliseconds. */
const IDLE_BOUND = 600_000

const stop = new AbortController()
let run: WorkerRun | undefined
let deadMansSwitch = setTimeout(() => process.exit(1), IDLE_BOUND)

port.on('message', (order: Order) => {
  take(order).catch(async (error: unknown) => {
    report({ kind: 'failed', message: error instanceof Error ? error.message : String(error) })
    await end()
  })
})
// The port closes when whoever started this worker is gone.
port.on('close', () => process.exit(1))
report({ kind: 'hello', protocol: PROTOCOL })

async function take(order: Order): Promise<void> {
  switch (order.kind) {
    case 'prepare':
      run = new WorkerRun(order.plan, report, stop.signal)
      await run.prepare()
      report({ kind: 'ready' })
      return
    case 'start':
      if (run === undefined) throw new Error('a worker must be prepared before it starts')
      clearTimeout(deadMansSwitch)
      deadMansSwitch = setTimeout(() => process.exit(1), order.at - monotonicMs() + run.plan.endWithin)
      await run.run(order.at)
      await end()
      return
    case 'stop':
      await end()
  }
}

function report(one: Report): void {
  port.postMessage(one)
}

async function end(): Promise<void> {
  stop.abort()
  await run?.close()
  process.exit(0)
}
