import { atMost, defineScenario, minutes, ms, roomMessage, seconds, steady } from '#load'

// Many rooms of a few people each: the work is in the rooms, not in the copies.
export default defineScenario({
  id: 'load/small-rooms',
  question: 'How long until everyone in one of many small rooms has a message?',
  sizes: {
    developer: { users: 40, schedule: [steady({ rate: 10, for: seconds(3) })] },
    gate: { users: 120, schedule: [steady({ rate: 60, for: seconds(40) })] },
    release: { users: 400, schedule: [steady({ rate: 80, for: minutes(1) })] },
  },
  arrival: roomMessage({ bodyBytes: 120, occupants: 4 }),
  thresholds: [
    atMost('delivery', 'p99', ms(500)),
    atMost('lost', 'count', 0),
    atMost('duplicated', 'count', 0),
    atMost('reordered', 'count', 0),
    atMost('dropped', 'count', 0),
  ],
})
