import { liesAbout, rewrites, withholds, xml } from '#lies'
import { xep0045 } from './requirements.ts'
import { admitsAnyone, blames, changesItems, omitsStatus, sendsLate } from './room-lies.ts'

export const lies = liesAbout(xep0045, {
  '7.6/correlates-old-and-new': {
    'does not say what the new nickname is': changesItems({ type: 'unavailable' }, { nick: undefined }),
    'lets a change look like an exit': omitsStatus('303'),
    'says the new nickname first': sendsLate(
      ({ name, type }) => name === 'presence' && type === 'unavailable',
      ({ name, from }) => name === 'presence' && from?.endsWith('/capulet') === true,
    ),
    'does not say whose presence it is': omitsStatus('110', { name: 'presence', from: /\/capulet$/ }),
  },
  '7.6/new-nickname-in-use': {
    'lets two users have one nickname': admitsAnyone,
    'finds the nickname not acceptable': blames('not-acceptable'),
    'throws the first user out': rewrites({ type: 'error' }, (refusal, link) => {
      for (const other of link.all) {
        if (other === link) continue
        other.tellClient(
          xml`<presence from='${refusal.from ?? ''}' to='${other.jid ?? ''}' type='unavailable'/>`,
        )
      }
      return undefined
    }),
  },
  '7.6/keeps-to-a-locked-nickname': {
    'takes the change for a conflict': blames('conflict'),
    'passes over the change in silence': withholds({ name: 'presence', type: 'error' }),
    'takes the change back without saying so': rewrites({ name: 'presence', type: 'error' }, (refusal) => [
      xml`<presence from='${refusal.from?.replace('rosaline', 'capulet') ?? ''}' to='${refusal.to ?? ''}'>
        <x xmlns='http://jabber.org/protocol/muc#user'>
          <item affiliation='member' role='participant'/><status code='110'/>
        </x>
      </presence>`,
    ]),
  },
})
