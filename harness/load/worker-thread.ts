/** A worker as a thread of this process. */
import { setFlagsFromString } from 'node:v8'
import { Worker } from 'node:worker_threads'
import type { Report, WorkerLink } from './protocol.ts'

/**
 * What a worker leaves behind is dead within a millisecond. Room for 2 MiB of it from the start, rather than one that
 * grows only with what survives, means fewer collections; with much more the memory has left the processor's cache when
 * its turn comes again, and every message waits for it. A heap that stays small need not be looked through whenever the
 * load pauses. All this happens on threads beside it, and counts as its cost.
 */
const HEAP_FLAGS = ['--min-semi-space-size=2', '--no-memory-reducer']

/** @param entry the TypeScript module that the thread runs */
export function startThread(entry: URL = new URL('./worker.ts', import.meta.url)): WorkerLink {
  // They hold for threads that start from now on.
  for (const flag of HEAP_FLAGS) setFlagsFromString(flag)
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
