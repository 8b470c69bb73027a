import { type Lie, liesAbout, mishears, rewrites, withholds, xml } from '#lies'
import { xep0045 } from './requirements.ts'
import {
  admitsAnyone,
  blames,
  changesItems,
  changesLists,
  confirmsAlone,
  confirmsAnything,
  isHistory,
  isSelfPresence,
  withExtension,
} from './room-lies.ts'

/** Tells romeo of an occupant that is none. */
const announces = (type: string | undefined): Lie =>
  mishears({ name: 'presence', to: /\/./, type: /./ }, (presence, link) => {
    const romeo = link.all.find(({ jid }) => jid?.startsWith('romeo'))
    romeo?.tellClient(
      xml`<presence from='${presence.to ?? ''}' to='${romeo.jid ?? ''}'/>`.withAttrs({ type }),
    )
    return undefined
  })

const withoutChildren = (pattern: Parameters<typeof rewrites>[0], names: readonly string[]): Lie =>
  rewrites(pattern, (stanza) => [
    stanza.withChildren(stanza.elements().filter(({ name }) => !names.includes(name))),
  ])

export const lies = liesAbout(xep0045, {
  '17.1/no-invisible-nicknames': { 'takes any nickname': admitsAnyone },
  '17.2/nobody-hears-outsiders': {
    'lets anyone speak': mishears({ name: 'message' }, (message, link) => {
      if (link.jid?.startsWith('mercutio') !== true) return undefined
      const romeo = link.all.find(({ jid }) => jid?.startsWith('romeo'))
      romeo?.tellClient(message.withAttrs({ from: `${message.to}/mercutio`, to: romeo.jid }))
      return []
    }),
  },
  '17.2/no-room-to-speak-in': {
    'drops it without a word': withholds({ name: 'message', type: 'error' }),
    'says that one is not inside': blames('not-acceptable'),
  },
  '17.2/passes-extensions-on': {
    'passes the body alone on': withoutChildren({ id: 'extended' }, ['html', 'extension']),
    'drops what it does not know': withoutChildren({ id: 'extended' }, ['extension']),
  },
  '17.3/typed-presence-does-not-enter': { 'lets any presence enter': announces(undefined) },
  '17.3/probes-do-not-leave': { 'takes a probe for an exit': announces('unavailable') },
  '17.3/entering-again-synchronizes': {
    'takes it for a change of availability': () => {
      let again = false
      return {
        toServer: (part) => {
          if (part.kind === 'element' && part.element.id === 'soft') again = true
          return undefined
        },
        toClient: (part) =>
          again && part.kind === 'element' && part.element.to?.startsWith('mercutio') === true
            ? part.element.name === 'presence' && !isSelfPresence(part.element)
              ? []
              : undefined
            : undefined,
      }
    },
    'sends no history again': rewrites({ name: 'message', to: /^mercutio/ }, (message) =>
      isHistory(message) ? [] : undefined,
    ),
  },
  '17.3/ignores-exits-of-strangers': {
    'answers by an error': mishears({ type: 'unavailable' }, (presence, link) => {
      link.tellClient(xml`
        <presence type='error' from='${presence.to ?? ''}' id='${presence.id ?? ''}'>
          <error type='cancel'><not-acceptable xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error>
        </presence>`)
      return []
    }),
    'lets anyone end the visit of another': announces('unavailable'),
  },
  '17.3/states-of-its-own-alone': {
    'passes on what occupants claim': rewrites({ name: 'presence', from: /\/juliet$/ }, (presence) =>
      withExtension(presence, (x) =>
        x.withChildren([
          ...x.children,
          xml`<status xmlns='http://jabber.org/protocol/muc#user' code='301'/>`,
        ]),
      ),
    ),
    'believes what occupants claim': changesItems(
      { name: 'presence', from: /\/juliet$/ },
      { affiliation: 'owner' },
    ),
  },
  '17.3/passes-presence-on': {
    'passes availability alone on': withoutChildren({ name: 'presence', from: /\/juliet$/ }, ['c']),
    'leaves the status text out': withoutChildren({ name: 'presence', from: /\/juliet$/ }, ['status']),
  },
  '17.3/role-and-affiliation-always': {
    'forgets them when one leaves': withoutChildren({ name: 'presence', type: 'unavailable' }, ['x']),
    'forgets them once they were told': rewrites({ name: 'presence', from: /\/juliet$/ }, (presence) =>
      presence.child('show') === undefined
        ? undefined
        : [presence.withChildren(presence.elements().filter(({ name }) => name !== 'x'))],
    ),
  },
  '17.3/tells-what-was-lost': {
    'goes back to the role before with the next presence': rewrites(
      { name: 'presence', from: /\/juliet$/ },
      (presence) =>
        presence.child('show') === undefined
          ? undefined
          : withExtension(presence, (x) =>
              x.withChildren(x.elements().map((child) => child.withAttrs({ role: 'participant' }))),
            ),
    ),
    'tells no loss of voice': confirmsAlone({ role: 'visitor' }),
  },
  '17.3/full-jid': {
    'tells the bare JID': rewrites({ name: 'presence', from: /\/juliet$/ }, (presence) =>
      withExtension(presence, (x) =>
        x.withChildren(
          x
            .elements()
            .map((child) =>
              child.name === 'item'
                ? child.withAttrs({ jid: child.attrs['jid']?.replace(/\/.*/, '') })
                : child,
            ),
        ),
      ),
    ),
    'tells no JID': changesItems({ name: 'presence', from: /\/juliet$/ }, { jid: undefined }),
  },
  '17.4/hides-both-ends': {
    'shows who asks': rewrites({ name: 'iq', type: 'get' }, (iq, link) => [
      iq.withAttrs({ from: link.all.find(({ jid }) => jid?.startsWith('juliet'))?.jid }),
    ]),
    'shows who answers': rewrites({ name: 'iq', type: 'result', from: /\/mercutio$/ }, (iq, link) => [
      iq.withAttrs({ from: link.all.find(({ jid }) => jid?.startsWith('mercutio'))?.jid }),
    ]),
    'passes no requests on': withholds({ name: 'iq', type: 'get' }),
  },
  '17.4/role-or-affiliation': {
    'takes one of the two': confirmsAnything,
    'says that it is not allowed': blames('not-allowed'),
  },
  '17.4/role-lists-are-complete': {
    'leaves the affiliation out': changesLists((items) =>
      items.map((item) => item.withAttrs({ affiliation: undefined })),
    ),
    'leaves the JID out': changesLists((items) => items.map((item) => item.withAttrs({ jid: undefined }))),
    'tells the bare JID': changesLists((items) =>
      items.map((item) => item.withAttrs({ jid: item.attrs['jid']?.replace(/\/.*/, '') })),
    ),
  },
  '17.4/affiliation-lists-hold-no-roles': {
    'tells the role, too': changesLists((items) =>
      items.map((item) => item.withAttrs({ role: 'participant' })),
    ),
    'tells the full JID': changesLists((items) =>
      items.map((item) => item.withAttrs({ jid: `${item.attrs['jid']}/balcony` })),
    ),
  },
  '17.1/prepares-addresses': {
    'takes capitals for another room': mishears({ name: 'presence', to: /^VERONA/ }, (presence, link) => {
      link.tellClient(xml`
        <presence type='error' id='${presence.id ?? ''}' from='${presence.to?.toLowerCase() ?? ''}'>
          <error type='cancel'><item-not-found xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error>
        </presence>`)
      return []
    }),
    'compares nicknames byte by byte': rewrites({ name: 'presence', type: 'error' }, (refusal) => [
      xml`<presence id='${refusal.id ?? ''}' from='${refusal.from ?? ''}' to='${refusal.to ?? ''}'>
        <x xmlns='http://jabber.org/protocol/muc#user'>
          <item affiliation='none' role='participant'/><status code='110'/>
        </x>
      </presence>`,
    ]),
    'takes any name for that of a room': blames('item-not-found'),
  },
  '17.1/no-empty-parts': {
    'looks for a room without a name': blames('item-not-found'),
    'takes the nickname for one that is not acceptable': blames('not-acceptable'),
  },
  '17.3/passes-a-changed-entry-on': {
    'takes a second entry for a mere question': rewrites(
      { name: 'presence', from: /\/juliet$/, to: /^romeo/ },
      (presence) => (presence.child('show') === undefined ? undefined : []),
    ),
    'announces what was before': withoutChildren({ name: 'presence', to: /^romeo/ }, ['show']),
  },
})
