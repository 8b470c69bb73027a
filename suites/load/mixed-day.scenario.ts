import {
  archiveQuery,
  atMost,
  chatMessage,
  defineScenario,
  minutes,
  mix,
  ms,
  ping,
  poisson,
  presenceUpdate,
  ramp,
  roomMessage,
  rosterFetch,
  seconds,
  steady,
  warmUp,
} from '#load'

// A working day of a team: of a hundred things that clients do, 40 are chat messages, 15 messages to a room of twelve,
// 15 changes of presence to eleven contacts, 20 pings, 5 rosters and 5 pages of the archive. Nobody measured it; it
// is written down so that two servers, or two versions, have the same day.
export default defineScenario({
  id: 'load/mixed-day',
  question: 'How does the server fare on an ordinary day, when everything happens at once?',
  sizes: {
    developer: { users: 24, schedule: [steady({ rate: 40, for: seconds(3) })] },
    gate: {
      users: 120,
      schedule: [
        warmUp(ramp({ to: 80, over: seconds(10) })),
        poisson({ rate: 80, for: seconds(40), seed: 4 }),
      ],
    },
    release: {
      users: 240,
      schedule: [
        warmUp(ramp({ to: 120, over: seconds(30) })),
        poisson({ rate: 120, for: minutes(2), seed: 4 }),
      ],
    },
  },
  arrival: mix(
    [40, chatMessage({ bodyBytes: 120 })],
    [15, roomMessage({ bodyBytes: 120, occupants: 12 })],
    [15, presenceUpdate({ contacts: 11 })],
    [20, ping()],
    [5, rosterFetch({ contacts: 11 })],
    [5, archiveQuery({ page: 20 })],
  ),
  thresholds: [
    atMost('delivery', 'p99', ms(500)),
    atMost('answer', 'p99', ms(500)),
    atMost('lost', 'count', 0),
    atMost('duplicated', 'count', 0),
    atMost('reordered', 'count', 0),
    atMost('dropped', 'count', 0),
  ],
})
