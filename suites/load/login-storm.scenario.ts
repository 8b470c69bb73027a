import { atMost, defineScenario, login, minutes, ms, poisson, ramp, seconds, steady, warmUp } from '#load'

// As after a power cut: everybody comes at once, with a full handshake each. A session ends as soon as it is there.
// Prosody's limit of 10 kB/s a client is most of a login on an idle server: it reads nothing for 64 ms after 640 bytes.
export default defineScenario({
  id: 'load/login-storm',
  question: 'How long does a login take when many people come at once?',
  sizes: {
    developer: { users: 20, schedule: [steady({ rate: 20, for: seconds(3) })] },
    gate: { users: 200, schedule: [poisson({ rate: 50, for: seconds(40), seed: 1 })] },
    release: {
      users: 1000,
      schedule: [
        warmUp(ramp({ to: 50, over: seconds(30) })),
        poisson({ rate: 50, for: minutes(1), seed: 1 }),
      ],
    },
  },
  arrival: login(),
  thresholds: [atMost('login', 'p99', ms(1000)), atMost('lost', 'count', 0), atMost('dropped', 'count', 0)],
})
