import { atMost, chatMessage, defineScenario, flood, minutes, mix, ms, seconds, steady } from '#load'

// Policy, not capacity: with its limits on, the server stops reading from who sends too much, and nobody else notices.
// Of the arrivals one in ten is a burst of fifty messages of a kilobyte by the same client.
export default defineScenario({
  id: 'load/abusive-client',
  question: 'Do others notice a client that sends as much as it can?',
  sizes: {
    developer: { users: 20, schedule: [steady({ rate: 50, for: seconds(3) })] },
    gate: { users: 100, schedule: [steady({ rate: 100, for: seconds(40) })] },
    release: { users: 200, schedule: [steady({ rate: 200, for: minutes(1) })] },
  },
  arrival: mix(
    [90, chatMessage({ bodyBytes: 120, archived: false })],
    [10, flood({ messages: 50, bodyBytes: 1000 })],
  ),
  limits: 'on',
  thresholds: [
    atMost('delivery', 'p99', ms(250)),
    atMost('lost', 'count', 0),
    atMost('duplicated', 'count', 0),
    atMost('reordered', 'count', 0),
  ],
})
