import { amendsFor, liesAbout } from '#lies'
import {
  answers,
  confirms,
  letsAllIn,
  letsNobodyIn,
  pretends,
  refuses,
  turnsAway,
} from './registration-lies.ts'
import { xep0077 } from './requirements.ts'

export const lies = liesAbout(xep0077, {
  '3.3/changes-the-password': {
    'confirms and keeps the old one': pretends('password'),
    'lets the old one in, too': letsAllIn,
    'refuses changes': refuses('not-allowed'),
  },
  '3.3/keeps-it-when-empty': {
    'takes nothing for a password': letsNobodyIn,
  },
  '3.3/does-not-echo': {
    'sends everything back': answers((answer, asked) => [
      answer.withChildren([...asked.children, ...answer.children]),
    ]),
  },
  '3.3/bad-request-when-incomplete': {
    'makes do with what it gets': confirms,
    'calls it not acceptable': refuses('not-acceptable'),
  },
  '3.3/nobody-elses-password': {
    'changes whatever account is named': confirms,
    'refuses, and changes it': letsAllIn,
  },
})

export const amends = amendsFor(xep0077, {
  '3.3/keeps-it-when-empty': {
    'takes no empty password': turnsAway((query) => query.child('password')?.text() === ''),
  },
})
