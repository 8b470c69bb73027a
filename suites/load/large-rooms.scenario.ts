import { atMost, defineScenario, minutes, ms, roomMessage, seconds, steady } from '#load'

// One message in, forty out, and one into the archive of the room.
export default defineScenario({
  id: 'load/large-rooms',
  question: 'How long until everyone in a large room has a message?',
  sizes: {
    developer: { users: 40, schedule: [steady({ rate: 10, for: seconds(3) })] },
    gate: { users: 120, schedule: [steady({ rate: 20, for: seconds(40) })] },
    release: { users: 400, schedule: [steady({ rate: 20, for: minutes(1) })] },
  },
  arrival: roomMessage({ bodyBytes: 120, occupants: 40 }),
  thresholds: [
    atMost('delivery', 'p99', ms(500)),
    atMost('lost', 'count', 0),
    atMost('duplicated', 'count', 0),
    atMost('reordered', 'count', 0),
    atMost('dropped', 'count', 0),
  ],
})
