import { liesAbout } from '#lies'
import { answersWith, pretends, rewords } from './api-lies.ts'
import { adminApi } from './requirements.ts'

const invite = { method: 'GET', path: /^\/invites\/[^/]+$/ }
const list = { method: 'GET', path: /^\/invites$/ }
const deletion = { method: 'DELETE', path: /^\/invites\/[^/]+$/ }

export const lies = liesAbout(adminApi, {
  'invites/gives-an-invitation': {
    'renews an invitation whenever it is read': rewords(invite, (json: { expires: number }) => ({
      ...json,
      expires: json.expires + 600,
    })),
    'forgets what an invitation is for': rewords(invite, ({ type: _, ...json }: { type: unknown }) => json),
    'finds no invitation': answersWith(invite, 404),
  },
  'invites/unknown-invitation-is-not-found': {
    'has nothing to say about what is not there': pretends(invite, 200, () => ({})),
    'fails over what is not there': answersWith(invite, 500),
  },
  'invites/lists-what-is-pending': {
    'lists the latest invitation': rewords(list, (all: object[]) => all.slice(-1)),
    'lists invitations by the times they were asked for': rewords(list, (all: object[]) => [...all, ...all]),
    'lists ids alone': rewords(list, (all: { id: string }[]) => all.map(({ id }) => id)),
  },
  'invites/deletes-an-invitation': {
    'accepts a deletion and forgets it': pretends(deletion, 200),
    'deletes every invitation': rewords(list, () => []),
    'says that it failed': answersWith(deletion, 500),
  },
  'invites/a-deleted-invitation-opens-nothing': {
    'takes an invitation off the list alone': pretends(deletion, 200),
  },
  'invites/deleting-an-unknown-invitation': {
    'deletes whatever it is asked to': answersWith(deletion, 200),
  },
})
