import { atMost, defineScenario, login, minutes, ms, poisson, ramp, seconds, steady, warmUp } from '#load'

// The way through the ordinary port: one more round trip and one more stream than direct TLS, which costs the server a
// quarter more a login. The rates are those of load/login-storm, to be held against it.
export default defineScenario({
  id: 'load/starttls-login-storm',
  question: 'How long does a login by STARTTLS take when many people come at once?',
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
  transport: 'STARTTLS',
  thresholds: [atMost('login', 'p99', ms(1000)), atMost('lost', 'count', 0), atMost('dropped', 'count', 0)],
})
