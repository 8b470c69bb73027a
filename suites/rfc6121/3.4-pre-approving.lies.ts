import { amendsFor, liesAbout, rewrites, withholds, xml } from '#lies'
import { rfc6121 } from './requirements.ts'
import { changesItems, changesSubscriptions, notesApprovals, push } from './roster-lies.ts'
import { approvesForWhoIsAway, drops, handsOn, mistakes } from './state-lies.ts'

export const lies = liesAbout(rfc6121, {
  '3.4/advertises-pre-approval': {
    'leaves the feature out': rewrites({ name: 'features' }, (features) => [
      features.withChildren(features.elements().filter(({ name }) => name !== 'sub')),
    ]),
  },
  '3.4.2/ignores-approval-of-a-subscriber': {
    'pushes the item once more': () => {
      let approved = 0
      return {
        toServer: (part, link) => {
          if (part.kind !== 'element' || part.element.type !== 'subscribed' || link.port !== 'c2s') return
          approved += 1
          if (approved !== 2) return
          link.tellClient(xml`
            <iq type='set' id='again'>
              <query xmlns='jabber:iq:roster'>
                <item jid='${part.element.to ?? ''}' subscription='from' approved='true'/>
              </query>
            </iq>`)
          return undefined
        },
      }
    },
    'starts anew with an approval': mistakes(2, 'user', 'subscribed', 'none'),
  },
  '3.4.2/takes-an-approval-for-the-request-that-is-pending': {
    'notes an approval for later': drops(1, 'user', 'subscribed'),
    'forgets the request of the user over it': changesItems((item) =>
      item.attrs['subscription'] === 'from' ? item.withAttrs({ ask: undefined }) : item,
    ),
    'pushes one direction where there are two': changesSubscriptions({ both: 'from' }),
    'pushes nothing': withholds(push),
  },
  '3.4.2/notes-a-pre-approval-in-the-item': {
    'keeps it to itself': changesItems((item) => item.withAttrs({ approved: undefined })),
  },
  '3.4.2/makes-an-item-for-a-pre-approval': {
    'keeps it to itself': withholds(push),
  },
  '3.4.2/keeps-a-pre-approval-to-itself': {
    'routes every approval': handsOn(1, 'user', 'subscribed'),
  },
  '3.4.2/approves-in-the-name-of-the-user': {
    'shows the request to the user all the same': () => ({
      toServer: (part, link) => {
        if (part.kind !== 'element' || part.element.type !== 'subscribe') return
        const from = link.jid?.split('/')[0]
        for (const other of link.all) if (other !== link) other.tellClient(part.element.withAttrs({ from }))
        return undefined
      },
    }),
    'approves without a word': withholds({ name: 'presence', type: 'subscribed' }),
  },
})

export const amends = amendsFor(rfc6121, {
  '3.4.2/notes-a-pre-approval-in-the-item': { 'says in the item whom the user has approved': notesApprovals },
  '3.4.2/makes-an-item-for-a-pre-approval': { 'says in the item whom the user has approved': notesApprovals },
  '3.4.2/approves-in-the-name-of-the-user': { 'approves for one who is away': approvesForWhoIsAway },
})
