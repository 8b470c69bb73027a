import { afterEach, expect, it, vi } from 'vitest'
import { planStack } from './containers-plan.ts'

afterEach(() => vi.unstubAllEnvs())

it('draws new secrets for every run', async () => {
  const [one, other] = await Promise.all([
    planStack({ provider: 'containers' }),
    planStack({ provider: 'containers' }),
  ])
  const password = one.server.environment['PROSODY_DB_PASSWORD']
  expect(password).toMatch(/^[\w-]{24}$/)
  expect(one.database.environment['POSTGRES_PASSWORD']).toBe(password)
  expect(other.server.environment['PROSODY_DB_PASSWORD']).not.toBe(password)
  expect(one.server.environment['PROSODY_COMPONENTS']).toContain(`component1.touchstone.test:`)
})

it('passes settings of the request to the server, and to it alone', async () => {
  const { server } = await planStack({
    provider: 'containers',
    settings: { PROSODY_ALLOW_REGISTRATION: 'true' },
  })
  expect(server.environment['PROSODY_ALLOW_REGISTRATION']).toBe('true')
})

it('takes no setting of the server from its own environment', async () => {
  vi.stubEnv('PROSODY_DOMAIN', 'somewhere.else')
  const { server, domain } = await planStack({ provider: 'containers' })
  expect([domain, server.environment['PROSODY_DOMAIN']]).toEqual(['touchstone.test', 'touchstone.test'])
})

it('moves every name to a domain that is asked for', async () => {
  const plan = await planStack({ provider: 'containers', settings: { PROSODY_DOMAIN: 'chat.test' } })
  expect(Object.keys(plan.files)).toEqual([
    '/etc/prosody/certs/chat.test.crt',
    '/etc/prosody/certs/chat.test.key',
    '/etc/prosody/peer-authority.pem',
  ])
  expect(plan.components[0]?.jid).toBe('component1.chat.test')
})

it('builds the reference image, unless another one is named', async () => {
  vi.stubEnv('TOUCHSTONE_PROSODY_IMAGE', '')
  expect((await planStack({ provider: 'containers' })).server.build).toBeDefined()
  const asked = await planStack({ provider: 'containers', image: 'chat:1' })
  expect(asked.server).toMatchObject({ image: 'chat:1' })
  expect(asked.server.build).toBeUndefined()
  vi.stubEnv('TOUCHSTONE_PROSODY_IMAGE', 'chat:2')
  const named = await planStack({ provider: 'containers' })
  expect(named.server).toMatchObject({ image: 'chat:2' })
  expect(named.server.build).toBeUndefined()
})

it('refuses a setting that the stack does not have', async () => {
  const planned = planStack({ provider: 'containers', settings: { PROSODY_LIMIT: 'off' } })
  await expect(planned).rejects.toThrow(
    'PROSODY_LIMIT is no setting of compose.test.yaml; it has PROSODY_ADMIN_JID, PROSODY_ALLOW_REGISTRATION, ',
  )
})
