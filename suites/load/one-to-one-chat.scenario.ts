import { atMost, chatMessage, defineScenario, minutes, ms, ramp, seconds, steady, warmUp } from '#load'

// A user sends at most five messages of 300 bytes a second. Servers limit a client to 10 kB a second or so;
// far below that it is the server that is measured, and not its limit.
export default defineScenario({
  id: 'load/one-to-one-chat',
  question: 'How long does a chat message take between two users who are online?',
  sizes: {
    developer: { users: 40, schedule: [steady({ rate: 200, for: seconds(5) })] },
    gate: {
      users: 100,
      schedule: [warmUp(ramp({ to: 200, over: seconds(10) })), steady({ rate: 200, for: minutes(1) })],
    },
    release: {
      users: 400,
      schedule: [warmUp(ramp({ to: 300, over: seconds(30) })), steady({ rate: 300, for: minutes(2) })],
    },
  },
  arrival: chatMessage({ bodyBytes: 120, archived: false }),
  thresholds: [
    atMost('delivery', 'p99', ms(250)),
    atMost('lost', 'count', 0),
    atMost('duplicated', 'count', 0),
    atMost('reordered', 'count', 0),
    atMost('dropped', 'count', 0),
  ],
})
