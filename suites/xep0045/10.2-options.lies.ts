import { type Lie, liesAbout, mishears, NS, rewrites, xml } from '#lies'
import { xep0045 } from './requirements.ts'

const isAboutRoom = { name: 'iq', from: /^verona/ } as const

/** Has the option at another value than the owner sets. */
const sets = (option: string, value: string): Lie =>
  mishears({ name: 'iq', type: 'set' }, (iq) => {
    const query = iq.child('query', 'http://jabber.org/protocol/muc#owner')
    const form = query?.child('x', 'jabber:x:data')
    if (query === undefined || form === undefined) return undefined
    const fields = form
      .elements()
      .map((field) =>
        field.attrs['var'] === `muc#roomconfig_${option}`
          ? field.withChildren([xml`<value xmlns='jabber:x:data'>${value}</value>`])
          : field,
      )
    return [iq.withChildren([query.withChildren([form.withChildren(fields)])])]
  })

/** Answers every question about the room as if it were not there, or as if it were. */
const answers = (type: 'result' | 'error'): Lie =>
  rewrites(isAboutRoom, (iq) => {
    const isAnswer = iq.child('query', NS.discoInfo) !== undefined || iq.type === 'error'
    if (!isAnswer) return undefined
    return [
      type === 'result'
        ? iq.withAttrs({ type }).withChildren([xml`<query xmlns='${NS.discoInfo}'/>`])
        : iq
            .withAttrs({ type })
            .withChildren([
              xml`<error type='cancel'><item-not-found xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error>`,
            ]),
    ]
  })

export const lies = liesAbout(xep0045, {
  '10.2/persistent-rooms-stay': {
    'forgets every room that is empty': answers('error'),
    'keeps every room': answers('result'),
    'calls a room that has ceased to exist forbidden': rewrites({ type: 'error' }, (iq) => [
      iq.withChildren([
        xml`<error type='auth'><forbidden xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error>`,
      ]),
    ]),
  },
  '10.2/options-take-effect': {
    'keeps the description to itself': sets('roomdesc', ''),
    'takes every language for English': sets('lang', 'en'),
    'names the room by its address': sets('roomname', ''),
    'lets private messages pass': sets('allowpm', 'visitor'),
    'broadcasts the presence of participants, too': sets('presencebroadcast', 'participant'),
  },
})
