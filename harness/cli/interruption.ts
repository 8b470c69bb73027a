/** Ctrl-C and termination as an AbortSignal: everything is taken down in order, then the process ends. */
import { CannotRunError } from '../core/errors.ts'

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

export interface Interruption extends Disposable {
  readonly signal: AbortSignal
}

export function watchForInterruption(): Interruption {
  const controller = new AbortController()
  const interrupt = (name: NodeJS.Signals) => {
    controller.abort(new CannotRunError(`Interrupted by ${name}.`))
  }
  for (const name of SIGNALS) process.on(name, interrupt)
  return {
    signal: controller.signal,
    [Symbol.dispose]() {
      for (const name of SIGNALS) process.off(name, interrupt)
    },
  }
}
