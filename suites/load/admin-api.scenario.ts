import { atMost, defineScenario, httpGet, minutes, ms, seconds, steady } from '#load'

// A portal that shows its users, again and again. Here are as many as the scenario has.
export default defineScenario({
  id: 'load/admin-api',
  question: 'How long does the administration API take to list all users?',
  sizes: {
    developer: { users: 50, schedule: [steady({ rate: 5, for: seconds(3) })] },
    gate: { users: 200, schedule: [steady({ rate: 5, for: seconds(40) })] },
    release: { users: 1000, schedule: [steady({ rate: 2, for: minutes(1) })] },
  },
  arrival: httpGet({ path: '/admin_api/users', asAdmin: true }),
  thresholds: [atMost('answer', 'p99', ms(1000)), atMost('lost', 'count', 0), atMost('dropped', 'count', 0)],
})
