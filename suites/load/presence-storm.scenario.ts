import { atMost, defineScenario, minutes, ms, poisson, presenceUpdate, seconds, steady } from '#load'

// Everybody changes presence, and all contacts of everybody are told.
export default defineScenario({
  id: 'load/presence-storm',
  question: 'How long until all contacts of a user see a change of presence?',
  sizes: {
    developer: { users: 24, schedule: [steady({ rate: 20, for: seconds(3) })] },
    gate: { users: 96, schedule: [poisson({ rate: 50, for: seconds(40), seed: 2 })] },
    release: { users: 240, schedule: [poisson({ rate: 100, for: minutes(1), seed: 2 })] },
  },
  arrival: presenceUpdate({ contacts: 11 }),
  thresholds: [
    atMost('delivery', 'p99', ms(500)),
    atMost('lost', 'count', 0),
    atMost('duplicated', 'count', 0),
    atMost('reordered', 'count', 0),
    atMost('dropped', 'count', 0),
  ],
})
