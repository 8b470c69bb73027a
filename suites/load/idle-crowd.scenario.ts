import { atMost, defineScenario, minutes, ms, ping, seconds, steady } from '#load'

// What a session costs when it does nothing: the memory of the server grows by it. A ping now and then keeps it alive.
export default defineScenario({
  id: 'load/idle-crowd',
  question: 'What does a crowd of idle sessions cost, and does the server still answer each of them?',
  sizes: {
    developer: { users: 100, schedule: [steady({ rate: 50, for: seconds(3) })] },
    gate: { users: 1000, schedule: [steady({ rate: 100, for: seconds(40) })] },
    release: { users: 2000, schedule: [steady({ rate: 200, for: minutes(1) })] },
  },
  arrival: ping(),
  thresholds: [atMost('answer', 'p99', ms(250)), atMost('lost', 'count', 0), atMost('dropped', 'count', 0)],
})
