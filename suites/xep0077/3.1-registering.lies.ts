import { amendsFor, Element, liesAbout, xml } from '#lies'
import {
  answers,
  confirms,
  fields,
  letsAllIn,
  letsNobodyIn,
  pretends,
  REGISTER,
  refuses,
} from './registration-lies.ts'
import { xep0077 } from './requirements.ts'

const named = (name: string) => (element: Element) => element.name === name
const except = (name: string) => (inside: readonly Element[]) =>
  inside.filter((element) => !named(name)(element))

const registered = xml`<registered xmlns='jabber:iq:register'/>`

export const lies = liesAbout(xep0077, {
  '3.1/names-the-required-fields': {
    'asks for nothing': fields(() => []),
    'asks for a name alone': fields((inside) => inside.filter(named('username'))),
  },
  '3.1/takes-a-stranger-for-unregistered': {
    'takes everybody for registered': fields((inside) => [registered, ...inside]),
  },
  '3.1/registers-who-provides-them': {
    'confirms and forgets': pretends('username'),
    'turns strangers away': refuses('not-allowed'),
  },
  '3.1/conflict-on-a-taken-name': {
    'confirms the registration': answers((answer) =>
      answer.type === 'error' ? [answer.withAttrs({ type: 'result' }).withChildren([])] : undefined,
    ),
    'gives the account to who came last': letsAllIn,
    'loses the account that was there': letsNobodyIn,
  },
  '3.1/not-acceptable-when-incomplete': {
    'takes what it gets': confirms,
    'calls it a bad request': refuses('bad-request'),
  },
  '3.1/not-acceptable-when-no-name': {
    'takes any name': confirms,
    'has no say on names': refuses('feature-not-implemented'),
  },
  '3.1/service-unavailable-without-registration': {
    'offers an empty registration': answers((answer) => [
      answer.withAttrs({ type: 'result' }).withChildren([new Element('query', REGISTER)]),
    ]),
    'says that nobody may': answers((answer) => [
      answer.withChildren([
        xml`<error type='cancel'><not-allowed xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error>`,
      ]),
    ]),
  },
  '3.1/tells-who-is-registered': {
    'takes a user for a stranger': fields(except('registered')),
    'says since when': fields((inside) =>
      inside.map((element) => (named('registered')(element) ? element.withChildren(['1597']) : element)),
    ),
  },
  '3.1/shows-what-is-on-file': {
    'shows nothing': fields(except('username')),
    'shows the name of another': fields((inside) =>
      inside.map((element) => (named('username')(element) ? element.withChildren(['tybalt']) : element)),
    ),
  },
  '3.1/repeats-the-instructions': {
    'leaves them out': fields(except('instructions')),
  },
  '3.1.1/limits-registrations': {
    'takes whoever comes': confirms,
    'refuses, and makes the account': letsAllIn,
  },
})

export const amends = amendsFor(xep0077, {
  '3.1/repeats-the-instructions': {
    'gives some': fields((inside) => [xml`<instructions xmlns='jabber:iq:register'/>`, ...inside]),
  },
})
