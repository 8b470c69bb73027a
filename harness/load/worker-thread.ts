/** A worker as a thread of this process. */
import { createRequire } from 'node:module'
import { pathToFileURL } from 'node:url'
import { Worker } from 'node:worker_threads'
import type { Report, WorkerLink } from './protocol.ts'

/** Node does not read TypeScript by itself; a thread needs the same loader as the process. */
const LOADER = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href

/** @param entry the module that the thread runs */
export function startThread(entry: URL = new URL('./worker.ts', import.meta.url)): WorkerLink {
  const worker = new Worker(entry, { execArgv: ['--import', LOADER] })
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
