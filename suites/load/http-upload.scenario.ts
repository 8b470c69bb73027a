import { atMost, defineScenario, mebibytes, minutes, ms, seconds, steady, upload } from '#load'

// Photographs: a slot, the file there and back. It is the same thread of the server that passes messages on.
export default defineScenario({
  id: 'load/http-upload',
  question: 'How long does it take to share a file?',
  sizes: {
    developer: { users: 10, schedule: [steady({ rate: 5, for: seconds(3) })] },
    // 100 MB pass, half of them when the server has what memory it needs.
    gate: { users: 20, schedule: [steady({ rate: 5, for: seconds(50) })] },
    release: { users: 100, schedule: [steady({ rate: 10, for: minutes(1) })] },
  },
  arrival: upload({ bytes: 200_000 }),
  thresholds: [
    atMost('upload', 'p99', ms(1000)),
    atMost('lost', 'count', 0),
    atMost('dropped', 'count', 0),
    atMost('memory', 'growth', mebibytes(24)),
  ],
})
