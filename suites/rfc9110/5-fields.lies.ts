import { amendsFor, liesAbout } from '#lies'
import { answers, withFields } from './answer-lies.ts'
import { rfc9110 } from './requirements.ts'

export const lies = liesAbout(rfc9110, {
  '5.5/fields-hold-no-line-breaks': {
    'writes into its fields whatever it was told': answers('GET', (answer) =>
      withFields(answer, { 'x-injected': 'yes' }),
    ),
  },
})

export const amends = amendsFor(rfc9110, {
  '5.5/fields-hold-no-line-breaks': {
    'leaves out what was put in by a line break': () => ({
      httpToClient: (answer) => withFields(answer, { 'x-injected': undefined }),
    }),
  },
})
