import { atMost, defineScenario, login, minutes, ms, poisson, ramp, seconds, steady, warmUp } from '#load'

// As of phones after a tunnel: the handshake is shorter, because client and server know each other. TLS 1.3 still exchanges keys.
export default defineScenario({
  id: 'load/warm-login-storm',
  question:
    'How long does a login take when people come back, and does the server take up their TLS sessions?',
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
  arrival: login({ warmTls: true }),
  thresholds: [atMost('login', 'p99', ms(1000)), atMost('lost', 'count', 0), atMost('dropped', 'count', 0)],
})
