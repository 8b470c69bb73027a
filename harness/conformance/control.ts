/** What a verification that runs alone may do to the server. */
import type { Capability } from '../core/capability.ts'
import { InconclusiveError } from '../core/errors.ts'
import type { ServerUsage } from '../core/target-info.ts'
import { Gathering } from './gathering.ts'
import type { Runtime } from './runtime.ts'

/** Each waits for all verifications of the file: what is done to the server is done once, for all of them. */
export interface Control {
  /** Stops the server in an orderly way and starts it again. */
  restart(): Promise<void>
  /** Ends the server without warning and starts it again. */
  kill(): Promise<void>
  /** Freezes the database, and lets it go on when everybody's `during` has come to its end. */
  outage(during: () => Promise<void>): Promise<void>
  /** Ends all sessions of the database and starts it again, while the server runs on. */
  restartDatabase(): Promise<void>
  /** Starts the server as if so many seconds had passed, and sets the clock back when everybody's `then` has ended. */
  later(seconds: number, then: () => Promise<void>): Promise<void>
  /** What the server uses at this moment; waits for nobody. */
  sample(): Promise<ServerUsage>
}

const gathering = new Gathering()

/** Has a verification taken into account by those that wait for all, if it is one that takes the server down. */
export function takePart(needs: readonly Capability[]): Disposable {
  return needs.some((capability) => capability.startsWith('control-'))
    ? gathering.enter()
    : { [Symbol.dispose]() {} }
}

export function gatheredControl({ control }: Pick<Runtime, 'control'>): Control {
  const remote = () => {
    if (control === undefined) throw new InconclusiveError('the target is not in the hands of this run')
    return control
  }
  return {
    restart: () => gathering.await('restart', () => remote().restart()),
    kill: () => gathering.await('kill', () => remote().kill()),
    async outage(during) {
      await gathering.await('pause', () => remote().pauseDatabase())
      try {
        await during()
      } finally {
        await gathering.await('resume', () => remote().resumeDatabase(), 'first')
      }
    },
    restartDatabase: () => gathering.await('database', () => remote().restartDatabase()),
    async later(seconds, then) {
      await gathering.await(`${seconds} seconds later`, () => remote().setClock(seconds))
      try {
        await then()
      } finally {
        await gathering.await('now', () => remote().setClock(0))
      }
    },
    sample: async () => remote().sample(),
  }
}
