/**
 * Wakes in time where a timer would be late: timers count whole milliseconds, and come up to one after them. It rings
 * too early rather than too late, and whoever is rung looks at the clock and sets it again. The last millisecond is
 * spent looking at the clock: exact, at the price of a fraction of a core.
 */

/** Milliseconds in which nothing else is done: what comes in meanwhile waits as long. */
const GLANCE = 0.05

export class Alarm {
  private timer: NodeJS.Timeout | undefined
  private turn: NodeJS.Immediate | undefined

  /** @param wait milliseconds to the time that must not be missed */
  set(wait: number, ring: () => void): void {
    if (wait >= 2) this.timer = setTimeout(ring, Math.floor(wait - 1))
    else {
      glance(wait)
      this.turn = setImmediate(ring)
    }
  }

  clear(): void {
    clearTimeout(this.timer)
    clearImmediate(this.turn)
  }
}

/** Turns of the event loop alone would do, but each leaves garbage, and collecting that of so many takes milliseconds. */
function glance(wait: number): void {
  const until = performance.now() + Math.min(wait, GLANCE)
  while (performance.now() < until);
}
