/** A worker as a thread of this process. */
import { Worker } from 'node:worker_threads'
import type { Report, WorkerLink } from './protocol.ts'

/** @param entry the TypeScript module that the thread runs */
export function startThread(entry: URL = new URL('./worker.ts', import.meta.url)): WorkerLink {
  const worker = new Worker(new URL('./thread.js', import.meta.url), {
    workerData: { entry: entry.href },
    execArgv: [],
  })
  let failure: string | undefined
  worker.on('error', (error) => {
    failure = error instanceof Error ? error.message : String(error)
  })
  const ended = new Promise<string>((resolve) => {
    worker.once('exit', (code) => resolve(failure ?? `exit code ${code}`))
  })
  return {
    send: (order) => worker.postMessage(order),
    onReport: (listener) => {
      worker.on('message', (report: Report) => listener(report))
    },
    ended,
    terminate: async () => {
      await worker.terminate()
    },
  }
}
