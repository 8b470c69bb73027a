import { liesAbout, rewrites } from '#lies'
import { answersWith, mishearsJson, pretends, rewords } from './api-lies.ts'
import { adminApi } from './requirements.ts'

const creation = { method: 'POST', path: /^\/invites\/reset$/ }
const invite = { method: 'GET', path: /^\/invites\/[^/]+$/ }

export const lies = liesAbout(adminApi, {
  'invites/invites-to-a-reset': {
    'makes an invitation like any other': rewords(creation, (json: object) => ({ ...json, reset: false })),
    'forgets what an invitation is for': rewords(invite, ({ reset: _, ...json }: { reset: unknown }) => json),
    'makes it for anybody': rewords(creation, (json: object) => ({ ...json, jid: 'touchstone.test' })),
  },
  'invites/a-reset-lasts-a-day': {
    'lasts a week': mishearsJson(creation, (json: object) => ({ ...json, ttl: 7 * 24 * 3_600 })),
    'lasts a day whatever was asked': mishearsJson(creation, ({ ttl: _, ...json }: { ttl: unknown }) => json),
  },
  'invites/a-reset-changes-the-password': {
    'makes an invitation that nobody can use': pretends(creation, 200, () => ({
      id: 'invented-invitation',
      reset: true,
    })),
    'resets any account': rewrites({ name: 'iq', type: 'error' }, (iq) => [
      iq.withAttrs({ type: 'result' }).withChildren([]),
    ]),
  },
  'invites/a-reset-needs-an-account': {
    'makes a reset of nobody': answersWith(creation, 200),
    'fails without an account': answersWith(creation, 500),
  },
})
