import type { Stage } from '#conformance'

/** Puts something into the server's keeping, and gives what asks afterwards whether it is still there. */
export type Kept = (stage: Stage) => Promise<() => Promise<void>>

/** A body that asks for it after an orderly restart. */
export function afterRestart(kept: Kept): (stage: Stage) => Promise<void> {
  return async (stage) => {
    const isStillThere = await kept(stage)
    await stage.control.restart()
    await isStillThere()
  }
}

/** A body that asks for it after the server was killed. */
export function afterKill(kept: Kept): (stage: Stage) => Promise<void> {
  return async (stage) => {
    const isStillThere = await kept(stage)
    await stage.control.kill()
    await isStillThere()
  }
}
