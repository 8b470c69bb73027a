import { Element, liesAbout, rewrites, withholds } from '#lies'
import { xep0045 } from './requirements.ts'
import { addsStatus, changesItems, isSelfPresence, omitsStatus, sendsLate } from './room-lies.ts'

const toMercutio = /^mercutio/

export const lies = liesAbout(xep0045, {
  '7.2.2/others-with-role-and-affiliation': {
    'leaves the affiliation out': changesItems(
      { name: 'presence', to: toMercutio },
      { affiliation: undefined },
    ),
    'leaves the role out': changesItems({ name: 'presence', to: toMercutio }, { role: undefined }),
    'calls everyone a participant': changesItems(
      { name: 'presence', to: toMercutio },
      { role: 'participant' },
    ),
    'leaves one occupant out': withholds({ name: 'presence', to: toMercutio, from: /\/juliet$/ }),
  },
  '7.2.2/one-extension': {
    'says item and status in two extensions': rewrites({ name: 'presence', to: toMercutio }, (presence) => {
      const x = presence.child('x', 'http://jabber.org/protocol/muc#user')
      if (x === undefined) return undefined
      const status = new Element('x', x.ns, {}, x.childrenNamed('status'))
      return [presence.withChildren([x.withChildren(x.childrenNamed('item')), status])]
    }),
  },
  '7.2.2/newcomer-is-announced': {
    'tells only moderators who comes': withholds({ name: 'presence', from: /\/mercutio$/, to: /^juliet/ }),
    'announces a newcomer twice': rewrites(
      { name: 'presence', from: /\/mercutio$/, to: /^juliet/ },
      (presence) => [presence, presence],
    ),
  },
  '7.2.2/self-presence-is-marked': {
    'marks no presence as the own one': omitsStatus('110'),
    'marks every presence as the own one': addsStatus('110', { name: 'presence', from: /\/romeo$/ }),
    'sends all occupants what it sends to the newcomer': addsStatus('110', {
      name: 'presence',
      to: /^romeo/,
      from: /\/mercutio$/,
    }),
  },
  '7.2.2/self-presence-comes-last': {
    'sends the own presence first': sendsLate(
      (element) => element.is('presence') && toMercutio.test(element.to ?? '') && !isSelfPresence(element),
      isSelfPresence,
    ),
    'sends one occupant after the own presence': sendsLate(
      ({ from, to }) => from?.endsWith('/nurse') === true && toMercutio.test(to ?? ''),
      isSelfPresence,
    ),
  },
  '7.2.2/tells-of-a-modified-nickname': {
    'gives another nickname in silence': omitsStatus('210'),
    'does not say whose the other nickname is': omitsStatus('110'),
  },
})
