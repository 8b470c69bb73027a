// Node 20 does not run TypeScript, and a thread does not take over the loader of its process.
import { workerData } from 'node:worker_threads'
import { register } from 'tsx/esm/api'

register()
await import(workerData.entry)
