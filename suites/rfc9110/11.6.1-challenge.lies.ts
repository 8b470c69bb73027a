import { liesAbout } from '#lies'
import { answers, withFields } from './answer-lies.ts'
import { rfc9110 } from './requirements.ts'

export const lies = liesAbout(rfc9110, {
  '11.6.1/challenges': {
    'refuses and does not say how to do better': answers('PUT', (answer) => ({
      ...withFields(answer, { 'www-authenticate': undefined }),
      status: 401,
    })),
  },
})
