/** Several kinds of arrival, in shares. */
import type { Activity } from '../activity.ts'

/** Multiples of it, modulo 1, are spread as evenly as can be: every user gets every kind in its share. */
const GOLDEN = (Math.sqrt(5) - 1) / 2

export class Mix implements Activity {
  private readonly parts: readonly { readonly share: number; readonly activity: Activity }[]
  private readonly whole: number
  private count = 0

  constructor(parts: readonly { readonly share: number; readonly activity: Activity }[]) {
    this.parts = parts
    this.whole = parts.reduce((sum, { share }) => sum + share, 0)
  }

  get waiting(): number {
    return this.parts.reduce((sum, { activity }) => sum + activity.waiting, 0)
  }

  async prepare(signal: AbortSignal): Promise<void> {
    for (const { activity } of this.parts) await activity.prepare(signal)
  }

  arrive(user: number, intended: number): void {
    this.next().arrive(user, intended)
  }

  heard(user: number, bytes: Buffer, start: number, end: number): boolean {
    return this.parts.some(({ activity }) => activity.heard(user, bytes, start, end))
  }

  async finish(signal: AbortSignal): Promise<void> {
    for (const { activity } of this.parts) await activity.finish?.(signal)
  }

  async close(): Promise<void> {
    await Promise.all(this.parts.map(({ activity }) => activity.close?.()))
  }

  private next(): Activity {
    let rest = ((this.count++ * GOLDEN) % 1) * this.whole
    for (const { share, activity } of this.parts) {
      rest -= share
      if (rest < 0) return activity
    }
    const last = this.parts.at(-1)
    if (last === undefined) throw new Error('a mix has parts')
    return last.activity
  }
}
