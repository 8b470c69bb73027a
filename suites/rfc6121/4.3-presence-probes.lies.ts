import { type Amend, amendsFor, liesAbout, mishears, rewrites, withholds, xml } from '#lies'
import { errorFor } from './delivery-lies.ts'
import { answersProbes, changesFor, ignoresProbes } from './presence-lies.ts'
import { rfc6121 } from './requirements.ts'

/** Adds presence of another resource to what the probe brings. */
const tellsMore = mishears({ name: 'presence', type: 'probe' }, (probe, link) => {
  link.tellClient(xml`<presence from='${(probe.to ?? '').replace(/\/.*$/, '')}/chamber'/>`)
  return undefined
})

export const lies = liesAbout(rfc6121, {
  '4.3/is-no-fault-of-a-client': {
    'calls a probe a bad request': mishears({ name: 'presence', type: 'probe' }, (probe, link) => {
      link.tellClient(errorFor(probe, link, 'bad-request'))
      return []
    }),
  },
  '4.3/probes-between-bare-jids': {
    'probes in the name of the resource': rewrites({ name: 'presence', type: 'probe' }, (probe) => [
      probe.withAttrs({ from: `${(probe.from ?? '').replace(/\/.*$/, '')}/garden` }),
    ]),
  },
  '4.3.1/probes-at-initial-presence': {
    'never asks another domain': withholds({ name: 'presence', type: 'probe' }),
  },
  '4.3.2/tells-strangers-nothing': {
    'answers whoever asks': answersProbes(({ to }) => xml`<presence from='${to ?? ''}'/>`),
    'tells strangers when somebody is gone': answersProbes(
      ({ to }) => xml`<presence from='${to ?? ''}' type='unavailable'/>`,
    ),
  },
  '4.3.2/answers-strangers-from-the-bare-jid': {
    'answers from the resource': answersProbes(
      ({ to }) => xml`<presence from='${to ?? ''}/balcony' type='unsubscribed'/>`,
    ),
  },
  '4.3.2/tells-the-last-presence-of-each-resource': {
    'ignores probes of clients': ignoresProbes,
    'tells one resource alone': changesFor(
      'romeo',
      (presence) => presence.from?.endsWith('/chamber') === true && presence.child('status') !== undefined,
    ),
    'leaves the details out': changesFor(
      'romeo',
      (presence) => presence.child('status') !== undefined,
      (presence) => [presence.withChildren([])],
    ),
  },
  '4.3.2/tells-that-nobody-is-there': { 'says nothing of who is gone': ignoresProbes },
  '4.3.2/tells-no-half-of-a-farewell': {
    'repeats a mood of before': answersProbes(
      ({ to }) => xml`<presence from='${to ?? ''}' type='unavailable'><show>dnd</show></presence>`,
    ),
    'repeats the farewell without its id': answersProbes(
      ({ to }) => xml`<presence from='${to ?? ''}' type='unavailable'><status>Good night</status></presence>`,
    ),
  },
  '4.3.2/tells-when-the-last-one-left': {
    'does not say since when': answersProbes(
      ({ to }) => xml`<presence from='${to ?? ''}' type='unavailable'/>`,
    ),
  },
  '4.3.2/tells-of-the-probed-resource-alone': { 'tells of all resources': tellsMore },
  '4.3.2/answers-for-the-probed-resource': { 'ignores probes of full addresses': ignoresProbes },
  '4.3.2.1/keeps-the-id-of-the-presence': {
    'answers with the id of the probe': changesFor(
      'romeo',
      ({ id }) => id === 'mood',
      (presence) => [presence.withAttrs({ id: 'asking' })],
    ),
  },
  '4.3.2.1/mirrors-the-id-where-no-presence-is-told': {
    'answers with an id of its own': answersProbes(
      ({ to }) => xml`<presence from='${to ?? ''}' type='unavailable' id='answer'/>`,
    ),
  },
})

export const amends = amendsFor(rfc6121, {
  '4.3/probes-between-bare-jids': {
    'takes the resource off': rewrites({ name: 'presence', type: 'probe' }, (probe) => [
      probe.withAttrs({ from: probe.from?.replace(/\/.*/, '') }),
    ]),
  },
  '4.3.2/tells-of-the-probed-resource-alone': { 'looks for whom a probe is': looksForWhomAProbeIs },
  '4.3.2/tells-when-the-last-one-left': {
    'says since when': rewrites({ name: 'presence', type: 'unavailable', from: /^[^/]*$/ }, (presence) => [
      presence.withChildren([
        ...presence.children,
        xml`<delay xmlns='urn:xmpp:delay' stamp='1597-01-31T23:00:00Z'/>`,
      ]),
    ]),
  },
  '4.3.2.1/mirrors-the-id-where-no-presence-is-told': { 'remembers the id of a probe': remembersTheId },
})

/** Once a single resource was probed, the client hears of no other one. */
function looksForWhomAProbeIs(): ReturnType<Amend> {
  let probed: string | undefined
  return {
    toServer: (part) => {
      if (part.kind === 'element' && part.element.type === 'probe') probed = part.element.to
      return undefined
    },
    toClient: (part) => {
      if (probed === undefined || part.kind !== 'element' || !part.element.is('presence')) return
      return part.element.from === probed ? undefined : []
    },
  }
}

/** Who is subscribed gets the id with the answer; to anybody else, there is one. */
function remembersTheId(): ReturnType<Amend> {
  const subscribed = new Set<string | undefined>()
  let asked: string | undefined
  return {
    toServer: (part, link) => {
      if (part.kind !== 'element' || part.element.type !== 'probe') return
      const { id = '', to = '' } = part.element
      asked = id
      if (subscribed.has(to)) return
      link.tellClient(xml`<presence type='unsubscribed' from='${to}' id='${id}'/>`)
      return []
    },
    toClient: (part) => {
      if (part.kind !== 'element' || !part.element.is('presence')) return
      const { type, from } = part.element
      if (type === 'subscribed') subscribed.add(from)
      return asked !== undefined && type === 'unavailable'
        ? [part.element.withAttrs({ id: asked })]
        : undefined
    },
  }
}
