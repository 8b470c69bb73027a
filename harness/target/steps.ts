import type { Progress } from './provider.ts'

/** The steps of a boot: said before each, measured, stopped between two when the signal aborts. */
export class Steps {
  /** Milliseconds a step, in order. */
  readonly taken: { readonly step: string; readonly ms: number }[] = []
  private readonly progress: Progress
  private readonly signal: AbortSignal

  constructor(progress: Progress, signal: AbortSignal) {
    this.progress = progress
    this.signal = signal
  }

  async take<T>(step: string, work: () => Promise<T>): Promise<T> {
    this.signal.throwIfAborted()
    this.progress(step)
    const began = performance.now()
    const result = await work()
    this.taken.push({ step, ms: performance.now() - began })
    return result
  }
}
