import { atMost, defineScenario, minutes, ms, reconnect, seconds, steady } from '#load'

// The same cut without stream management: the server has the old session still when the new one comes.
export default defineScenario({
  id: 'load/new-login-storm',
  question: 'How long does it take to log in anew after the network failed?',
  sizes: {
    developer: { users: 20, schedule: [steady({ rate: 20, for: seconds(3) })] },
    gate: { users: 200, schedule: [steady({ rate: 40, for: seconds(40) })] },
    release: { users: 400, schedule: [steady({ rate: 50, for: minutes(1) })] },
  },
  arrival: reconnect({ resume: false }),
  thresholds: [atMost('login', 'p99', ms(1000)), atMost('lost', 'count', 0)],
})
