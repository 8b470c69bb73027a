import { type Element, liesAbout, rewrites, withholds, xml } from '#lies'
import { rfc6121 } from './requirements.ts'
import { push, pushesBefore } from './roster-lies.ts'
import { handsOn, mistakes } from './state-lies.ts'

const approval = { name: 'presence', type: 'subscribed', to: /^romeo/ }

export const lies = liesAbout(rfc6121, {
  '3.1.6/hands-the-approval-to-the-user': {
    'delivers it to the resource alone that asked': rewrites(approval, (_, link) =>
      link.jid?.endsWith('/chamber') ? [] : undefined,
    ),
    'tells of it by presence alone': rewrites(push, (iq) => (isMade(iq, 'to') ? [] : undefined)),
    'pushes one direction where there are two': rewrites(push, (iq, link) =>
      isMade(iq, 'both') && link.port === 'c2s'
        ? [
            xml`
              <iq type='set' id='${iq.id ?? ''}'>
                <query xmlns='jabber:iq:roster'>
                  <item jid='${iq.child('query')?.child('item')?.attrs['jid'] ?? ''}' subscription='to'/>
                </query>
              </iq>`,
          ]
        : undefined,
    ),
  },
  '3.1.6/delivers-the-approval-before-the-push': { 'pushes first': pushesBefore('subscribed') },
  '3.1.6/delivers-presence-to-all-available-resources': {
    'delivers presence of the resource alone that approved': withholds({
      name: 'presence',
      type: null,
      from: /^juliet.*\/chamber$/,
      to: /^romeo/,
    }),
    'delivers presence to the resource alone that asked': rewrites(
      { name: 'presence', type: null, from: /^juliet/ },
      (_, link) => (link.jid?.endsWith('/tomb') ? [] : undefined),
    ),
  },
  '3.1.6/ignores-an-approval-nobody-asked-for': {
    'delivers an approval of nothing': handsOn(1, 'contact', 'subscribed'),
    'delivers an approval of what is approved': handsOn(2, 'contact', 'subscribed'),
    'starts anew with a second approval': mistakes(2, 'contact', 'subscribed', 'none'),
  },
})

function isMade(iq: Element, subscription: string): boolean {
  return iq.child('query')?.child('item')?.attrs['subscription'] === subscription
}
