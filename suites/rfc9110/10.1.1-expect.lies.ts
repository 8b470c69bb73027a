import { liesAbout } from '#lies'
import { rfc9110 } from './requirements.ts'

export const lies = liesAbout(rfc9110, {
  '10.1.1/answers-an-expectation': {
    'waits for the content before it says anything': () => ({ httpKeepsWaiting: () => true }),
  },
})
