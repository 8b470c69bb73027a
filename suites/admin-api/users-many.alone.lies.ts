import { liesAbout } from '#lies'
import { rewords } from './api-lies.ts'
import { adminApi } from './requirements.ts'

export const lies = liesAbout(adminApi, {
  'users/lists-ten-thousand': {
    'cuts a long list': rewords({ method: 'GET', path: /^\/users$/ }, (users: object[]) =>
      users.slice(0, 5_000),
    ),
  },
})
