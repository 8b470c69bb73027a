import { liesAbout } from '#lies'
import { answers } from './registration-lies.ts'
import { xep0077 } from './requirements.ts'

export const lies = liesAbout(xep0077, {
  '9/errors-have-codes': {
    'knows conditions alone': answers((answer) => [
      answer.withChildren(
        answer.elements().map((child) => (child.is('error') ? child.withAttrs({ code: undefined }) : child)),
      ),
    ]),
  },
})
