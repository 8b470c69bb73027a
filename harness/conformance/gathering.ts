/**
 * Verifications that take the server down do so together: each prepares what it asks about, then all of them
 * wait for one restart. So a restart is paid for once, and no verification is hit by that of another.
 */

/** What is done to the server while everybody waits. */
type Blow = () => Promise<void>

export class Gathering {
  private present = 0
  private waiting: { readonly name: string; readonly release: Released; readonly blow: Blow }[] = []

  /** Takes part from now on, until disposed of. */
  enter(): Disposable {
    this.present += 1
    return {
      [Symbol.dispose]: () => {
        this.present -= 1
        this.strike()
      },
    }
  }

  /**
   * Resolves when the blow of that name was struck: once, for all who wait for it, as soon as everybody who takes
   * part waits. Who waits for another one waits on.
   * @param order what puts an end to an earlier blow comes `first`, before any that was waited for longer
   */
  await(name: string, blow: Blow, order: 'first' | 'in turn' = 'in turn'): Promise<void> {
    return new Promise((resolve, reject) => {
      const wait = { name, blow, release: { resolve, reject } }
      if (order === 'first') this.waiting.unshift(wait)
      else this.waiting.push(wait)
      this.strike()
    })
  }

  private strike(): void {
    const [first] = this.waiting
    if (first === undefined || this.waiting.length < this.present) return
    const struck = this.waiting.filter(({ name }) => name === first.name)
    this.waiting = this.waiting.filter(({ name }) => name !== first.name)
    first.blow().then(
      () => {
        for (const { release } of struck) release.resolve()
      },
      (error: Error) => {
        for (const { release } of struck) release.reject(error)
      },
    )
  }
}

interface Released {
  readonly resolve: () => void
  readonly reject: (error: Error) => void
}
