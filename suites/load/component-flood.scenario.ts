import { atMost, componentMessage, defineScenario, minutes, ms, ramp, seconds, steady, warmUp } from '#load'

// A bridge or a bot that has something for everybody. Components are not limited as clients are.
export default defineScenario({
  id: 'load/component-flood',
  question: 'How long does a message from a component take when it sends many?',
  sizes: {
    developer: { users: 20, schedule: [steady({ rate: 100, for: seconds(3) })] },
    gate: { users: 100, schedule: [steady({ rate: 200, for: seconds(40) })] },
    release: {
      users: 400,
      schedule: [warmUp(ramp({ to: 200, over: seconds(30) })), steady({ rate: 200, for: minutes(1) })],
    },
  },
  arrival: componentMessage({ bodyBytes: 120 }),
  thresholds: [
    atMost('delivery', 'p99', ms(250)),
    atMost('lost', 'count', 0),
    atMost('duplicated', 'count', 0),
    atMost('reordered', 'count', 0),
    atMost('dropped', 'count', 0),
  ],
})
