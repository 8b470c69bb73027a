import os from 'node:os'
import type { Machine } from '../core/run-result.ts'

/** The machine that the harness runs on: what numbers of a run may be compared with. */
export function thisMachine(): Machine {
  return {
    os: `${os.type()} ${os.release()} ${os.arch()}`,
    cpu: os.cpus()[0]?.model.trim() ?? 'unknown',
    cores: os.availableParallelism(),
    memoryBytes: os.totalmem(),
    node: process.version,
  }
}
