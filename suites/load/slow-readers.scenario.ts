import { atMost, chatMessage, defineScenario, minutes, mix, ms, seconds, steady, unreadMessage } from '#load'

// A client that hangs and reads nothing: what is for it piles up in the server. Look at its memory.
export default defineScenario({
  id: 'load/slow-readers',
  question: 'Do others notice a client that does not read what is sent to it?',
  sizes: {
    developer: { users: 20, schedule: [steady({ rate: 50, for: seconds(3) })] },
    gate: { users: 100, schedule: [steady({ rate: 100, for: seconds(40) })] },
    release: { users: 400, schedule: [steady({ rate: 200, for: minutes(1) })] },
  },
  arrival: mix(
    [80, chatMessage({ bodyBytes: 120, archived: false })],
    [20, unreadMessage({ bodyBytes: 2000 })],
  ),
  thresholds: [
    atMost('delivery', 'p99', ms(250)),
    atMost('lost', 'count', 0),
    atMost('duplicated', 'count', 0),
    atMost('reordered', 'count', 0),
    atMost('dropped', 'count', 0),
  ],
})
