import { atMost, chatMessage, defineScenario, minutes, ms, ramp, seconds, steady, warmUp } from '#load'

// Each message is written to two archives. The server waits for the database each time, and everybody waits with it.
export default defineScenario({
  id: 'load/chat-with-archive',
  question: 'How long does a chat message take when the server keeps it in its archive?',
  sizes: {
    developer: { users: 40, schedule: [steady({ rate: 100, for: seconds(3) })] },
    gate: {
      users: 100,
      schedule: [warmUp(ramp({ to: 150, over: seconds(10) })), steady({ rate: 150, for: seconds(40) })],
    },
    release: {
      users: 400,
      schedule: [warmUp(ramp({ to: 200, over: seconds(30) })), steady({ rate: 200, for: minutes(1) })],
    },
  },
  arrival: chatMessage({ bodyBytes: 120, archived: true }),
  thresholds: [
    atMost('delivery', 'p99', ms(250)),
    atMost('lost', 'count', 0),
    atMost('duplicated', 'count', 0),
    atMost('reordered', 'count', 0),
    atMost('dropped', 'count', 0),
  ],
})
