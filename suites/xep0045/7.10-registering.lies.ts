import { amendsFor, Element, type Lie, liesAbout, mishears, NS, rewrites, withholds, xml } from '#lies'
import { xep0045 } from './requirements.ts'
import { blames, changesItems, refusesWith } from './room-lies.ts'

const REGISTER = 'jabber:iq:register'

/** Changes what a room says about registration. */
const answersWith = (inside: readonly Element[]): Lie =>
  rewrites({ name: 'iq', type: 'result' }, (iq) =>
    iq.child('query', REGISTER) === undefined
      ? undefined
      : [iq.withChildren([new Element('query', REGISTER, {}, inside)])],
  )

/** Registers whatever it is asked to. */
const confirmsAnything: Lie = rewrites({ name: 'iq', type: 'error' }, (iq) => [
  iq.withAttrs({ type: 'result' }).withChildren([]),
])

const refuses = (condition: string): Lie => {
  const error = xml`<error type='cancel'>${new Element(condition, NS.stanzaErrors)}</error>`
  return () => {
    const asked = new Set<string>()
    return {
      toServer: (part) => {
        if (part.kind === 'element' && part.element.child('query', REGISTER) !== undefined)
          asked.add(part.element.id ?? '')
        return undefined
      },
      toClient: (part) =>
        part.kind === 'element' && part.element.name === 'iq' && asked.has(part.element.id ?? '')
          ? [part.element.withAttrs({ type: 'error' }).withChildren([error])]
          : undefined,
    }
  }
}

export const lies = liesAbout(xep0045, {
  '7.10/offers-a-form': {
    'asks for a name and a password, as servers do': answersWith([
      xml`<username xmlns='jabber:iq:register'/>`,
      xml`<password xmlns='jabber:iq:register'/>`,
    ]),
    'takes registrations of nobody': refuses('service-unavailable'),
  },
  '7.10/no-room-to-register-with': {
    'blames the user': blames('not-allowed'),
    'registers with rooms that are not there': confirmsAnything,
  },
  '7.10/not-allowed-to-register': { 'registers anyone': confirmsAnything },
  '7.10/knows-the-registered': {
    'forgets who has registered': answersWith([xml`<x xmlns='jabber:x:data' type='form'/>`]),
    'forgets which nickname': answersWith([xml`<registered xmlns='jabber:iq:register'/>`]),
  },
  '7.10/nickname-is-reserved': {
    'gives a nickname to several users': confirmsAnything,
    'finds the nickname not acceptable': blames('not-acceptable'),
  },
  '7.10/needs-a-form': {
    'takes any form': confirmsAnything,
    'finds the form not acceptable': blames('not-acceptable'),
  },
  '7.10/confirms': {
    refuses: refuses('not-allowed'),
    'says nothing': mishears({ name: 'iq', type: 'set' }, (iq) =>
      iq.child('query', REGISTER) === undefined ? undefined : [],
    ),
  },
  '7.10/announces-new-members': {
    'makes members in silence': withholds({ name: 'presence', from: /\/juliet$/, to: /^mercutio/ }),
    'announces no new affiliation': changesItems(
      { name: 'presence', from: /\/juliet$/ },
      { affiliation: 'none' },
    ),
  },
  '7.10/gives-the-registered-nickname': {
    'refuses every other nickname': rewrites({ name: 'presence', from: /\/capulet$/ }, (presence) => [
      xml`<presence from='${presence.from ?? ''}' to='${presence.to ?? ''}' type='error'>
        <error type='cancel'><not-acceptable xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error>
      </presence>`,
    ]),
  },
})

export const amends = amendsFor(xep0045, {
  '7.10/not-allowed-to-register': { 'says that it is not allowed': refusesWith('not-allowed') },
})
