import { type Element, type Lie, liesAbout, NS, rewrites, xml } from '#lies'
import { xep0045 } from './requirements.ts'
import { admitsAnyone, blames, changesItems } from './room-lies.ts'

const answers = (change: (query: Element) => Element): Lie =>
  rewrites({ name: 'iq', type: 'result' }, (iq) => {
    const query = iq.child('query', NS.discoInfo)
    return query && [iq.withChildren([change(query)])]
  })

const room = xml`<identity xmlns='http://jabber.org/protocol/disco#info' category='conference' type='text' name='Verona'/>`

const fails: Lie = rewrites({ name: 'iq', type: 'result' }, (iq) =>
  iq.child('query', NS.discoInfo) === undefined
    ? undefined
    : [
        iq
          .withAttrs({ type: 'error' })
          .withChildren([
            xml`<error type='cancel'><not-allowed xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error>`,
          ]),
      ],
)

export const lies = liesAbout(xep0045, {
  '7.12/tells-the-reserved-nickname': {
    'describes the room, whatever the node': answers((query) => query.withChildren([room])),
    'forgets the nickname when its owner leaves': answers((query) => query.withChildren([])),
  },
  '7.12/no-reserved-nickname': {
    'describes the room, whatever the node': answers((query) => query.withChildren([room])),
    'takes the lack of a nickname for an error': fails,
  },
  '7.12/answers-inside-the-room': {
    'refuses those who are inside': fails,
    'tells only those outside': answers((query) => query.withChildren([])),
  },
  '7.12/keeps-the-nickname-for-its-owner': {
    'gives the nickname to who comes first': admitsAnyone,
    'finds the nickname not acceptable': blames('not-acceptable'),
  },
  '7.12/other-nicknames-are-free': {
    'takes the other nickname for a conflict': rewrites(
      { name: 'presence', from: /\/(juliet|capulet)$/ },
      (presence) => [
        xml`<presence from='${presence.from ?? ''}' to='${presence.to ?? ''}' type='error'>
        <error type='cancel'><conflict xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error>
      </presence>`,
      ],
    ),
    'forgets the affiliation under another nickname': changesItems(
      { name: 'presence', from: /\/(juliet|capulet)$/ },
      { affiliation: 'none' },
    ),
  },
})
