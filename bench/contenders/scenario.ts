/** A whole scenario, as `touchstone` runs it, with the verdict on its own validity. */
import { seconds } from '../../harness/core/duration.ts'
import type { TargetInfo } from '../../harness/core/target-info.ts'
import { chatMessage } from '../../harness/load/arrival.ts'
import { runScenario } from '../../harness/load/engine.ts'
import { defineScenario } from '../../harness/load/scenario.ts'
import { steady } from '../../harness/load/schedule.ts'
import { messagesTo, tell } from '../child.ts'
import { accountsOf } from '../server.ts'

const size = { users: 20, schedule: [steady({ rate: 500, for: seconds(5) })] }

messagesTo<{ target: TargetInfo }>(async ({ target }) => {
  const scenario = defineScenario({
    id: 'load/bench',
    question: 'Does the generator know itself?',
    sizes: { developer: size, gate: size, release: size },
    arrival: chatMessage({ bodyBytes: 120 }),
    transport: 'TCP',
    thresholds: [],
  })
  let isRunning = false
  const { validity } = await runScenario(scenario, {
    target,
    accounts: {
      create: async (localparts) => accountsOf(target.domain, localparts.length),
      remove: async () => {},
      close: async () => {},
    },
    size: 'developer',
    signal: new AbortController().signal,
    progress: (step) => {
      if (!isRunning && step.includes('logged in')) {
        isRunning = true
        tell({ running: true })
      }
    },
  })
  tell({ validity })
})
