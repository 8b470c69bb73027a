import { atMost, chatMessage, defineScenario, minutes, ms, ramp, seconds, steady, warmUp } from '#load'

// What a browser did before there were WebSockets, and does behind proxies that let none through: each stanza is a request.
export default defineScenario({
  id: 'load/bosh-chat',
  question: 'How long does a chat message take between two users who are online over BOSH?',
  sizes: {
    developer: { users: 20, schedule: [steady({ rate: 50, for: seconds(3) })] },
    gate: {
      users: 100,
      schedule: [warmUp(ramp({ to: 100, over: seconds(10) })), steady({ rate: 100, for: seconds(40) })],
    },
    release: {
      users: 200,
      schedule: [warmUp(ramp({ to: 150, over: seconds(30) })), steady({ rate: 150, for: minutes(1) })],
    },
  },
  arrival: chatMessage({ bodyBytes: 120, archived: false }),
  transport: 'secure BOSH',
  thresholds: [
    atMost('delivery', 'p99', ms(250)),
    atMost('lost', 'count', 0),
    atMost('duplicated', 'count', 0),
    atMost('reordered', 'count', 0),
    atMost('dropped', 'count', 0),
  ],
})
