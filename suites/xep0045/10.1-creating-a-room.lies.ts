import { amendsFor, Element, liesAbout, mishears, NS, rewrites, withholds, xml } from '#lies'
import { xep0045 } from './requirements.ts'
import {
  admitsAnyone,
  blames,
  changesExtension,
  changesItems,
  destroysWhatIsCancelled,
  omitsStatus,
} from './room-lies.ts'

const OWNER = 'http://jabber.org/protocol/muc#owner'

const confirmsForms = mishears({ name: 'iq', type: 'set' }, (iq, link) => {
  if (iq.child('query', OWNER) === undefined) return undefined
  link.tellClient(xml`<iq type='result' id='${iq.id ?? ''}' from='${iq.to ?? ''}'/>`)
  return []
})

const refusesForms = (condition: string) =>
  mishears({ name: 'iq' }, (iq, link) => {
    if (iq.child('query', OWNER) === undefined) return undefined
    link.tellClient(xml`
      <iq type='error' id='${iq.id ?? ''}' from='${iq.to ?? ''}'>
        <error type='cancel'>${new Element(condition, NS.stanzaErrors)}</error>
      </iq>`)
    return []
  })

export const lies = liesAbout(xep0045, {
  '10.1.1/makes-the-creator-owner': {
    'does not say that the room is new': omitsStatus('201'),
    'makes nobody the owner': changesItems({ name: 'presence', from: /\/romeo$/ }, { affiliation: 'none' }),
  },
  '10.1.1/unlocks-when-configured': {
    'keeps the room locked': confirmsForms,
    'refuses what is set': refusesForms('not-acceptable'),
  },
  '10.1.1/cancelling-destroys-the-room': {
    'keeps a room that was cancelled': confirmsForms,
    'says nothing to the owner': withholds({ name: 'presence', type: 'unavailable' }),
  },
  '10.1.2/instant-room': {
    'keeps the room locked': confirmsForms,
    'asks for the whole form': refusesForms('bad-request'),
  },
  '10.1.3/gives-the-form': {
    'gives no form before the room is there': refusesForms('item-not-found'),
    'gives no form': rewrites({ name: 'iq', type: 'result' }, (iq) =>
      iq.child('query', OWNER) === undefined ? undefined : [iq.withChildren([new Element('query', OWNER)])],
    ),
  },
  '10.1.3/refuses-a-blank-password': {
    'finds it a bad request': refusesForms('bad-request'),
    'protects the room by the empty password': rewrites({ name: 'iq', type: 'result' }, (iq) => {
      const query = iq.child('query', NS.discoInfo)
      if (query === undefined) return undefined
      const features = query
        .elements()
        .map((child) =>
          child.attrs['var'] === 'muc_unsecured' ? child.withAttrs({ var: 'muc_passwordprotected' }) : child,
        )
      return [iq.withChildren([query.withChildren(features)])]
    }),
  },
  '10.1.1/refuses-who-may-not-create': {
    'takes one who may not create a room for one who is banned': blames('forbidden'),
    'takes the room for one that is not there': blames('item-not-found'),
    'lets anyone in, and creates nothing': admitsAnyone,
  },
  '10.1.3/says-that-it-was-destroyed': {
    'lets it look like an exit': changesExtension({ name: 'presence', type: 'unavailable' }, (x) =>
      x.withChildren(x.elements().filter(({ name }) => name !== 'destroy')),
    ),
  },
  '10.1.3/form-or-nothing': {
    'knows no configuration': refusesForms('feature-not-implemented'),
    'gives no query': rewrites({ name: 'iq', type: 'result' }, (iq) =>
      iq.child('query', OWNER) === undefined ? undefined : [iq.withChildren([])],
    ),
    'gives a form that is cancelled': rewrites({ name: 'iq', type: 'result' }, (iq) => {
      const query = iq.child('query', OWNER)
      return query && [iq.withChildren([query.withChildren([xml`<x xmlns='jabber:x:data' type='cancel'/>`])])]
    }),
  },
})

export const amends = amendsFor(xep0045, {
  '10.1.1/cancelling-destroys-the-room': { 'destroys what is cancelled': destroysWhatIsCancelled },
  '10.1.3/says-that-it-was-destroyed': { 'destroys what is cancelled': destroysWhatIsCancelled },
})
