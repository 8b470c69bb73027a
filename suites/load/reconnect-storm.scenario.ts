import { atMost, chatMessage, defineScenario, minutes, mix, ms, reconnect, seconds, steady } from '#load'

// Phones that change from one network to another, while others write to them: a session that is resumed loses nothing.
// What a user was to send while it was cut off is dropped, and counted.
export default defineScenario({
  id: 'load/reconnect-storm',
  question: 'How long does it take to resume a session after the network failed, and is anything lost?',
  sizes: {
    developer: { users: 20, schedule: [steady({ rate: 40, for: seconds(3) })] },
    gate: { users: 200, schedule: [steady({ rate: 100, for: seconds(40) })] },
    release: { users: 400, schedule: [steady({ rate: 150, for: minutes(1) })] },
  },
  arrival: mix([70, chatMessage({ bodyBytes: 120, archived: false })], [30, reconnect({ resume: true })]),
  thresholds: [
    atMost('login', 'p99', ms(1000)),
    atMost('lost', 'count', 0),
    atMost('duplicated', 'count', 0),
    atMost('reordered', 'count', 0),
  ],
})
