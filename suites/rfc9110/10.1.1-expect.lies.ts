import { amendsFor, liesAbout } from '#lies'
import { rfc9110 } from './requirements.ts'

export const lies = liesAbout(rfc9110, {
  '10.1.1/answers-an-expectation': {
    'waits for the content before it says anything': () => ({ httpKeepsWaiting: () => true }),
  },
})

export const amends = amendsFor(rfc9110, {
  '10.1.1/answers-an-expectation': {
    // A proxy that has requests pass through it tells clients to go on by itself.
    'passes requests on when they are whole': () => ({ httpToServer: (request) => request }),
  },
})
