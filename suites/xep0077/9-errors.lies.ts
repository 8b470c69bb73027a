import { amendsFor, type Element, liesAbout } from '#lies'
import { answers } from './registration-lies.ts'
import { xep0077 } from './requirements.ts'

/** By condition, as XEP-0086 maps them. */
const CODES: Readonly<Record<string, string>> = { conflict: '409', 'not-acceptable': '406' }

const withCode = (code: (error: Element) => string | undefined) =>
  answers((answer) => [
    answer.withChildren(
      answer.elements().map((child) => (child.is('error') ? child.withAttrs({ code: code(child) }) : child)),
    ),
  ])

export const lies = liesAbout(xep0077, {
  '9/errors-have-codes': {
    'knows conditions alone': withCode(() => undefined),
    'has one code for all': withCode(() => '400'),
  },
})

export const amends = amendsFor(xep0077, {
  '9/errors-have-codes': {
    'has the code of each condition': withCode((error) => CODES[error.elements()[0]?.name ?? '']),
  },
})
