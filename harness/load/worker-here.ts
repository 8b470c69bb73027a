/** A worker in the thread that asks for it: for tests of what is counted, where nothing is timed. */
import { PROTOCOL, type Report, type WorkerLink } from './protocol.ts'
import { WorkerRun } from './worker-run.ts'

export function startHere(): WorkerLink {
  const stop = new AbortController()
  let listener: (report: Report) => void = () => {}
  let ended: (reason: string) => void = () => {}
  let run: WorkerRun | undefined
  const fail = (error: unknown) => listener({ kind: 'failed', message: (error as Error).message })
  return {
    onReport: (listen) => {
      listener = listen
      queueMicrotask(() => listener({ kind: 'hello', protocol: PROTOCOL }))
    },
    send: (order) => {
      if (order.kind === 'prepare') {
        run = new WorkerRun(order.plan, (report) => listener(report), stop.signal)
        run.prepare().then(() => listener({ kind: 'ready' }), fail)
      } else if (order.kind === 'start') {
        run?.run(order.at).catch(fail)
      } else {
        stop.abort()
        run?.close().then(() => ended('asked to'), fail)
      }
    },
    ended: new Promise((resolve) => {
      ended = resolve
    }),
    terminate: async () => {},
  }
}
