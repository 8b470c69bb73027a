import { amendsFor, liesAbout, mishears, rewrites, withholds } from '#lies'
import { xep0045 } from './requirements.ts'
import { blames, changesItems, confirmsAnything, isSubject, refusesWith } from './room-lies.ts'

export const lies = liesAbout(xep0045, {
  '8/only-moderators': {
    'lets anyone moderate': confirmsAnything,
    'takes one who may not for one who is not inside': blames('not-acceptable'),
  },
  '8.1/body-is-no-change-of-subject': {
    'takes any subject for a change of the subject': mishears({ type: 'groupchat' }, (message) =>
      message.child('subject') === undefined
        ? undefined
        : [message.withChildren(message.childrenNamed('subject'))],
    ),
  },
  '8.1/announces-the-subject': {
    'tells only moderators': rewrites({ type: 'groupchat', to: /^mercutio/ }, (message) =>
      isSubject(message) && message.child('subject')?.text() !== '' ? [] : undefined,
    ),
    'tells it in the name of the user': rewrites({ type: 'groupchat', to: /^mercutio/ }, (message) =>
      isSubject(message) && message.child('subject')?.text() !== ''
        ? [message.withAttrs({ from: 'romeo@example.org/orchard' })]
        : undefined,
    ),
  },
  '8.1/refuses-participants': {
    'lets anyone change the subject': rewrites({ name: 'message', type: 'error' }, (refusal, link) => {
      for (const other of link.all) {
        if (other !== link) other.tellClient(refusal.withAttrs({ type: 'groupchat' }).withChildren([]))
      }
      return undefined
    }),
    'says nothing': withholds({ name: 'message', type: 'error' }),
    'finds the subject not acceptable': blames('not-acceptable'),
  },
  '8.1/participants-may-if-allowed': {
    'lets moderators alone change the subject, however it is configured': mishears(
      { type: 'groupchat' },
      (message) => (message.child('subject') === undefined ? undefined : []),
    ),
  },
  '8.6/asks-the-moderators': {
    'asks nobody': rewrites({ name: 'message', to: /^romeo/ }, (message) =>
      message.child('x', 'jabber:x:data') === undefined ? undefined : [],
    ),
    'does not say who asks': rewrites({ name: 'message', to: /^romeo/ }, (message) => {
      const form = message.child('x', 'jabber:x:data')
      if (form === undefined) return undefined
      const kept = form.elements().filter(({ attrs }) => attrs['var'] !== 'muc#roomnick')
      return [message.withChildren([form.withChildren(kept)])]
    }),
  },
  '8.6/approves': {
    'forgets what was approved of': changesItems({ name: 'presence', to: /^juliet/ }, { role: 'visitor' }),
  },
})

export const amends = amendsFor(xep0045, {
  '8/only-moderators': { 'forbids what moderators alone may do': refusesWith('forbidden') },
})
