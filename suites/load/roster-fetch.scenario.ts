import { atMost, defineScenario, minutes, ms, poisson, rosterFetch, seconds, steady } from '#load'

// The first thing that a client asks for when it has logged in.
export default defineScenario({
  id: 'load/roster-fetch',
  question: 'How long does it take to get a roster?',
  sizes: {
    developer: { users: 24, schedule: [steady({ rate: 50, for: seconds(3) })] },
    gate: { users: 96, schedule: [poisson({ rate: 150, for: seconds(40), seed: 3 })] },
    release: { users: 240, schedule: [poisson({ rate: 300, for: minutes(1), seed: 3 })] },
  },
  arrival: rosterFetch({ contacts: 11 }),
  thresholds: [atMost('answer', 'p99', ms(250)), atMost('lost', 'count', 0), atMost('dropped', 'count', 0)],
})
