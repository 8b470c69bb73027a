import { atMost, chatMessage, defineScenario, minutes, ms, ramp, seconds, steady, warmUp } from '#load'

// What a browser does: the same chat, over a WebSocket under TLS.
export default defineScenario({
  id: 'load/websocket-chat',
  question: 'How long does a chat message take between two users who are online in a browser?',
  sizes: {
    developer: { users: 40, schedule: [steady({ rate: 100, for: seconds(3) })] },
    gate: {
      users: 100,
      schedule: [warmUp(ramp({ to: 200, over: seconds(10) })), steady({ rate: 200, for: seconds(40) })],
    },
    release: {
      users: 400,
      schedule: [warmUp(ramp({ to: 200, over: seconds(30) })), steady({ rate: 200, for: minutes(1) })],
    },
  },
  arrival: chatMessage({ bodyBytes: 120, archived: false }),
  transport: 'secure WebSocket',
  thresholds: [
    atMost('delivery', 'p99', ms(250)),
    atMost('lost', 'count', 0),
    atMost('duplicated', 'count', 0),
    atMost('reordered', 'count', 0),
    atMost('dropped', 'count', 0),
  ],
})
