import { amendsFor, liesAbout, mishears, rewrites, withholds, xml } from '#lies'
import { xep0045 } from './requirements.ts'
import { admitsAnyone, blames, changesItems, omitsStatus } from './room-lies.ts'

export const lies = liesAbout(xep0045, {
  '7.2.1/nickname-is-needed': {
    'makes up a nickname': admitsAnyone,
    'takes the room for one that is not there': blames('item-not-found'),
    'calls it a service that it lacks': blames('service-unavailable'),
  },
  '7.2.5/asks-for-the-password': {
    'lets anyone in': admitsAnyone,
    'takes one without password for one without membership': blames('registration-required'),
  },
  '7.2.5/admits-with-the-password': {
    'does not read the password': mishears({ name: 'presence', to: /\/mercutio$/ }, (presence) => [
      presence.withChildren([xml`<x xmlns='http://jabber.org/protocol/muc'/>`]),
    ]),
  },
  '7.2.6/members-only': {
    'lets anyone in': admitsAnyone,
    'takes one who is no member for one who is banned': blames('forbidden'),
  },
  '7.2.6/admits-members': {
    'lets nobody in': rewrites({ name: 'presence', to: /^mercutio/ }, (presence) => [
      xml`<presence from='${presence.from ?? ''}' to='${presence.to ?? ''}' type='error'>
        <error type='auth'><registration-required xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error>
      </presence>`,
    ]),
    'forgets the affiliation once in the room': changesItems({ to: /^mercutio/ }, { affiliation: 'none' }),
  },
  '7.2.7/refuses-the-banned': {
    'lets anyone in': admitsAnyone,
    'takes one who is banned for one who is no member': blames('registration-required'),
  },
  '7.2.8/nickname-in-use': {
    'lets two users have one nickname': admitsAnyone,
    'finds the nickname not acceptable': blames('not-acceptable'),
    'throws the first user out': rewrites({ type: 'error' }, (refusal, link) => {
      for (const other of link.all) {
        if (other !== link)
          other.tellClient(
            xml`<presence from='${refusal.from ?? ''}' to='${other.jid ?? ''}' type='unavailable'/>`,
          )
      }
      return undefined
    }),
  },
  '7.2.8/same-user-may-share-a-nickname': {
    'refuses a second resource': rewrites(
      { name: 'presence', to: /\/street$/, from: /\/romeo$/ },
      (presence) => [
        xml`<presence from='${presence.from ?? ''}' to='${presence.to ?? ''}' type='error'>
        <error type='cancel'><conflict xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error>
      </presence>`,
      ],
    ),
  },
  '7.2.8/messages-reach-every-session': {
    'sends what is said to the first resource alone': () => ({
      toClient: (part, link) =>
        part.kind === 'element' && part.element.child('body') !== undefined && link.jid?.endsWith('/street')
          ? []
          : undefined,
    }),
    'lets the first resource alone speak': mishears({ type: 'groupchat' }, (_message, link) =>
      link.jid?.endsWith('/street') ? [] : undefined,
    ),
  },
  '7.2.10/locked-room-is-not-found': {
    'lets others in before the room is configured': admitsAnyone,
    'says that the room is there': blames('forbidden'),
  },
  '7.2.11/creates-the-room': {
    'creates no room': rewrites({ name: 'presence', to: /^romeo/, from: /\/romeo$/ }, (presence) => [
      xml`<presence from='${presence.from ?? ''}' to='${presence.to ?? ''}' type='error'>
        <error type='cancel'><item-not-found xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error>
      </presence>`,
    ]),
  },
  '7.2.16/live-after-the-subject': {
    'tells nobody who leaves': withholds({ name: 'presence', type: 'unavailable', to: /^mercutio/ }),
    'tells nobody who enters': withholds({ name: 'presence', from: /\/nurse$/, type: null, to: /^mercutio/ }),
    'keeps changes of availability to itself': rewrites({ name: 'presence', to: /^mercutio/ }, (presence) =>
      presence.child('show') === undefined ? undefined : [],
    ),
  },
  '7.2.18/kicks-the-desynchronized': {
    'lets it look like a kick by somebody': omitsStatus('333'),
    'lets it look like an exit': omitsStatus('307'),
  },
  '7.2.18/marks-the-kick': {
    'kicks without saying that it is a technical matter': rewrites(
      { name: 'presence', type: 'error' },
      (refusal) => [
        xml`<presence from='${refusal.from ?? ''}' to='${refusal.to ?? ''}' type='unavailable'>
        <x xmlns='http://jabber.org/protocol/muc#user'>
          <item affiliation='none' role='none'/><status code='110'/><status code='307'/>
        </x>
      </presence>`,
      ],
    ),
    'takes it for an entry': admitsAnyone,
  },
})

export const amends = amendsFor(xep0045, {
  '7.2.1/nickname-is-needed': {
    'says what is wrong with the address': blames('jid-malformed'),
  },
  '7.2.18/kicks-the-desynchronized': {
    'kicks instead of refusing': rewrites({ name: 'presence', type: 'error' }, (refusal) => [
      xml`<presence from='${refusal.from ?? ''}' to='${refusal.to ?? ''}' type='unavailable'>
        <x xmlns='http://jabber.org/protocol/muc#user'>
          <item affiliation='none' role='none'/>
          <status code='110'/><status code='307'/><status code='333'/>
        </x>
      </presence>`,
    ]),
  },
})
