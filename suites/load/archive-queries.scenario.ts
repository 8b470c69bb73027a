import { archiveQuery, atMost, chatMessage, defineScenario, minutes, mix, ms, seconds, steady } from '#load'

// Somebody reads an archive while everybody writes to it.
export default defineScenario({
  id: 'load/archive-queries',
  question: 'How long does a page of the archive take while others write to it?',
  sizes: {
    developer: { users: 20, schedule: [steady({ rate: 50, for: seconds(3) })] },
    gate: { users: 100, schedule: [steady({ rate: 80, for: seconds(40) })] },
    release: { users: 200, schedule: [steady({ rate: 120, for: minutes(1) })] },
  },
  arrival: mix([80, chatMessage({ bodyBytes: 120 })], [20, archiveQuery({ page: 20 })]),
  thresholds: [
    atMost('answer', 'p99', ms(500)),
    atMost('delivery', 'p99', ms(500)),
    atMost('lost', 'count', 0),
    atMost('duplicated', 'count', 0),
    atMost('reordered', 'count', 0),
    atMost('dropped', 'count', 0),
  ],
})
