import { defineSpec } from '#catalogue'
import { authorization } from './requirements/authorization.ts'
import { groups } from './requirements/groups.ts'
import { invites } from './requirements/invites.ts'
import { requests } from './requirements/requests.ts'
import { server } from './requirements/server.ts'
import { users } from './requirements/users.ts'

/** The description has no sections of its own: its tags are ours, beside what holds for every route. */
export const adminApi = defineSpec({
  id: 'admin-api',
  title: 'REST API of mod_http_admin_api, by its OpenAPI description',
  url: () => 'https://hg.prosody.im/prosody-modules/file/tip/mod_http_admin_api/openapi.yaml',
  needs: ['admin-api', 'admin-token'],
  requirements: { ...authorization, ...requests, ...users, ...invites, ...groups, ...server },
})
