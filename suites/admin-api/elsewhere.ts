import type { Client, Stage } from '#conformance'
import { Api } from './api.ts'

/**
 * The API of another virtual host than the target's own domain: what is about every user of a host is done
 * there, where no other verification has users.
 */
export async function elsewhere(stage: Stage): Promise<{
  readonly admin: Client
  readonly api: Api
  readonly create: (...names: readonly string[]) => Promise<readonly Client[]>
}> {
  const { accounts, adminApi, target } = stage
  const [admin] = await accounts.createFor('SCRAM-SHA-256', 'admin')
  const token = await adminApi.tokenOf(admin, { role: 'prosody:admin' })
  return {
    admin,
    api: new Api(stage, token, adminApi.url.replace(target.domain, admin.domain)),
    create: (...names) => accounts.createFor('SCRAM-SHA-256', ...names),
  }
}
