/**
 * Wakes in time where a timer would be late: timers count whole milliseconds, and come up to one after them. It rings
 * too early rather than too late, and whoever is rung looks at the clock and sets it again. What is left of the last
 * two milliseconds is slept in naps that are far shorter, so that others have the core, and the rest of it is spent
 * looking at the clock. What comes in meanwhile waits for the end of a nap, or of a glance.
 */

/** Milliseconds that a nap is asked for. */
const NAP = 0.02

/** The least that is left for a nap, in milliseconds. */
const NAP_FITS = 0.25

/** Milliseconds of looking at the clock at a time. */
const GLANCE = 0.05

/** How often to blink between two looks at the clock, each of which leaves a number behind as garbage. */
const BLINKS = 500

/** Nobody ever wakes who waits for this. */
const bed = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT))

export class Alarm {
  private timer: NodeJS.Timeout | undefined
  private turn: NodeJS.Immediate | undefined

  /** @param wait milliseconds to the time that must not be missed */
  set(wait: number, ring: () => void): void {
    if (wait >= 2) {
      this.timer = setTimeout(ring, Math.floor(wait - 1))
      return
    }
    if (wait >= NAP_FITS) Atomics.wait(bed, 0, 0, NAP)
    else glance(wait)
    this.turn = setImmediate(ring)
  }

  clear(): void {
    clearTimeout(this.timer)
    clearImmediate(this.turn)
  }
}

/** Turns of the event loop alone would do, but each leaves garbage, and collecting that of so many takes milliseconds. */
function glance(wait: number): void {
  const until = performance.now() + Math.min(wait, GLANCE)
  while (performance.now() < until) for (let blink = 0; blink < BLINKS; blink++) Atomics.load(bed, 0)
}
