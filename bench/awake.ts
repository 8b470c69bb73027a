/** Keeps the machine's cores from sleeping, as benchmarks of time do: to wake one takes longer than what is measured. */
import { closeSync, openSync, readFileSync, writeSync } from 'node:fs'

/** Linux: how long a core may take to wake up, in microseconds, for as long as the file is open. */
const FILE = '/dev/cpu_dma_latency'
/** Whoever puts cores to sleep, and looks at that file; `none` where a core is handed to the machine's host instead. */
const DRIVER = '/sys/devices/system/cpu/cpuidle/current_driver'

export class CoresAwake implements Disposable {
  /** Whether they are, in words. */
  readonly says: string
  private readonly descriptor: number | undefined

  constructor() {
    try {
      this.descriptor = openSync(FILE, 'w')
      writeSync(this.descriptor, Buffer.alloc(4))
      this.says =
        readFileSync(DRIVER, 'utf8').trim() === 'none'
          ? "Cores could not be kept from sleeping: an idle one belongs to the machine's host, and each time one wakes up is part of what was read."
          : `Cores were kept from sleeping (${FILE}).`
    } catch (error) {
      this.says = `Cores could not be kept from sleeping, and each time one wakes up is part of what was read: ${(error as Error).message}.`
    }
  }

  [Symbol.dispose](): void {
    if (this.descriptor !== undefined) closeSync(this.descriptor)
  }
}
