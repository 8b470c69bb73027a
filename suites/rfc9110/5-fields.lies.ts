import { liesAbout } from '#lies'
import { answers, withFields } from './answer-lies.ts'
import { rfc9110 } from './requirements.ts'

export const lies = liesAbout(rfc9110, {
  '5.5/fields-hold-no-line-breaks': {
    'writes into its fields whatever it was told': answers('GET', (answer) =>
      withFields(answer, { 'x-injected': 'yes' }),
    ),
  },
})
