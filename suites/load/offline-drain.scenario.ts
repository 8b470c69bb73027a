import { atMost, defineScenario, minutes, ms, offlineMessage, seconds, steady } from '#load'

// As after a night: everybody has messages, and everybody logs in. Nothing may be lost in the store.
export default defineScenario({
  id: 'load/offline-drain',
  question: 'Does everybody get everything that was sent while they were offline, and how soon?',
  sizes: {
    developer: { users: 10, schedule: [steady({ rate: 50, for: seconds(3) })] },
    gate: { users: 50, schedule: [steady({ rate: 100, for: seconds(30) })] },
    release: { users: 200, schedule: [steady({ rate: 100, for: minutes(1) })] },
  },
  arrival: offlineMessage({ bodyBytes: 120 }),
  drain: minutes(2),
  lateAfter: seconds(5),
  thresholds: [
    atMost('drain', 'p99', ms(3000)),
    atMost('lost', 'count', 0),
    atMost('duplicated', 'count', 0),
    atMost('reordered', 'count', 0),
    atMost('dropped', 'count', 0),
  ],
})
