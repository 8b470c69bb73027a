import { liesAbout, rewrites } from '#lies'
import { xep0045 } from './requirements.ts'
import { changesItems } from './room-lies.ts'

export const lies = liesAbout(xep0045, {
  '7.7/passes-availability-on': {
    'tells only moderators': rewrites({ name: 'presence', to: /^mercutio/ }, (presence) =>
      presence.child('show') === undefined ? undefined : [],
    ),
    'leaves the status text out': rewrites({ name: 'presence', from: /\/juliet$/ }, (presence) => [
      presence.withChildren(presence.elements().filter(({ name }) => name !== 'status')),
    ]),
    'leaves the role out': changesItems({ name: 'presence', from: /\/juliet$/ }, { role: undefined }),
  },
})
