import { atMost, defineScenario, httpGet, minutes, ms, seconds, steady } from '#load'

// Whoever watches the server asks for its metrics, and while it tells them it does nothing else: look at the idle probe.
export default defineScenario({
  id: 'load/metrics',
  question: 'What does it cost to watch the server?',
  sizes: {
    developer: { users: 2, schedule: [steady({ rate: 2, for: seconds(3) })] },
    gate: { users: 2, schedule: [steady({ rate: 2, for: seconds(40) })] },
    release: { users: 2, schedule: [steady({ rate: 2, for: minutes(1) })] },
  },
  arrival: httpGet({ path: '/metrics' }),
  thresholds: [atMost('answer', 'p99', ms(500)), atMost('lost', 'count', 0), atMost('dropped', 'count', 0)],
})
