import { conformance, type Element, expect, xml } from '#conformance'
import { administrator, createGroup, pathOf, read, refused, succeeded } from './api.ts'
import { adminApi } from './requirements.ts'
import { GroupIds, User, UserDebugInfo } from './schemas.ts'

const verify = conformance(adminApi)

verify('users/groups-of-an-account', 'two groups, and a third that is not its own', async (stage) => {
  const admin = await administrator(stage)
  const [romeo] = await stage.accounts.create('romeo')
  const montagues = await createGroup(stage, admin, 'Montagues')
  const lovers = await createGroup(stage, admin, 'Lovers')
  await createGroup(stage, admin, 'Capulets')
  for (const { id } of [montagues, lovers]) {
    succeeded(await admin.put(`/groups/${id}/members/${romeo.localpart}`))
  }
  const ids = read(await admin.get(`${pathOf(romeo)}/groups`), GroupIds)
  expect([...ids].sort(), 'the groups of the account').toEqual([montagues.id, lovers.id].sort())
})

verify('users/groups-of-an-unknown-account', 'a name that no account has', async (stage) => {
  const admin = await administrator(stage)
  refused(await admin.get(`/users/${stage.accounts.unused('romeo')}/groups`), 404)
})

verify('users/an-account-names-its-groups', 'one group', async (stage) => {
  const admin = await administrator(stage)
  const [romeo] = await stage.accounts.create('romeo')
  const { id } = await createGroup(stage, admin, 'Montagues')
  succeeded(await admin.put(`/groups/${id}/members/${romeo.localpart}`))
  expect(read(await admin.get(pathOf(romeo)), User)).toMatchObject({ groups: [id] })
})

verify('users/debug-lists-the-sessions', 'two sessions', async (stage) => {
  const admin = await administrator(stage)
  const [romeo] = await stage.accounts.create('romeo')
  const orchard = await romeo.login({ resource: 'orchard' })
  const balcony = await romeo.connect({ resource: 'balcony' })
  const { sessions = [] } = read(await admin.get(`${pathOf(romeo)}/debug`), UserDebugInfo)
  expect(sessions.map(({ full_jid }) => full_jid).sort(), 'the sessions').toEqual(
    [orchard.jid, balcony.jid].sort(),
  )
})

verify('users/debug-lists-the-sessions', 'nobody is logged in', async (stage) => {
  const admin = await administrator(stage)
  const [romeo] = await stage.accounts.create('romeo')
  const { sessions = [] } = read(await admin.get(`${pathOf(romeo)}/debug`), UserDebugInfo)
  expect(sessions, 'the sessions').toEqual([])
})

verify(
  'users/debug-tells-the-state-of-a-session',
  'a session over TLS that is a moment old',
  async (stage) => {
    const admin = await administrator(stage)
    const [romeo] = await stage.accounts.create('romeo')
    await romeo.login({ resource: 'orchard' })
    const { sessions = [] } = read(await admin.get(`${pathOf(romeo)}/debug`), UserDebugInfo)
    expect(sessions).toMatchObject([{ status: { connected: true }, features: { encrypted: true } }])
    const age = Date.now() / 1_000 - (sessions[0]?.since ?? 0)
    expect(age, 'seconds since the session began').toBeGreaterThan(-5)
    expect(age, 'seconds since the session began').toBeLessThan(120)
  },
)

verify('users/debug-tells-what-a-session-enabled', 'one session of two', async (stage) => {
  const admin = await administrator(stage)
  const [romeo] = await stage.accounts.create('romeo')
  const orchard = await romeo.login({ resource: 'orchard' })
  const balcony = await romeo.login({ resource: 'balcony' })
  expect(await orchard.request(xml`<iq type='set'><enable xmlns='urn:xmpp:carbons:2'/></iq>`)).toFit({
    type: 'result',
  })
  orchard.stream.send(xml`<enable xmlns='urn:xmpp:sm:3' resume='true'/>`)
  await orchard.stream.nextElement('<enabled/>', (element) => element.is('enabled', 'urn:xmpp:sm:3'))

  const { sessions = [] } = read(await admin.get(`${pathOf(romeo)}/debug`), UserDebugInfo)
  const featuresOf = (jid: string) => sessions.find(({ full_jid }) => full_jid === jid)?.features
  const enabled = { carbons: true, acks: true, resumption: true }
  expect(featuresOf(orchard.jid), 'what the first session enabled').toMatchObject(enabled)
  const nothing = { carbons: false, acks: false, resumption: false }
  expect(featuresOf(balcony.jid), 'what the second session enabled').toMatchObject(nothing)
})

verify('users/debug-lists-push-registrations', 'one registration', async (stage) => {
  const admin = await administrator(stage)
  const [romeo] = await stage.accounts.create('romeo')
  const orchard = await romeo.login({ resource: 'orchard' })
  const service = `push.${stage.target.domain}`
  const answer = await orchard.request(
    xml`<iq type='set'><enable xmlns='urn:xmpp:push:0' jid='${service}' node='montague'/></iq>`,
  )
  expect(answer, 'the answer to the registration').toFit({ type: 'result' })
  const { push_registrations } = read(await admin.get(`${pathOf(romeo)}/debug`), UserDebugInfo)
  expect(Object.values(push_registrations ?? {}), 'the registrations').toMatchObject([
    { service, node: 'montague' },
  ])
})

verify('users/debug-lists-the-devices', 'a device with keys and one without', async (stage) => {
  const admin = await administrator(stage)
  const [romeo] = await stage.accounts.create('romeo')
  const orchard = await romeo.login({ resource: 'orchard' })
  const publish = async (node: string, payload: Element) => {
    const item = xml`<item xmlns='http://jabber.org/protocol/pubsub' id='current'>${payload}</item>`
    const answer = await orchard.request(
      xml`<iq type='set'><pubsub xmlns='http://jabber.org/protocol/pubsub'><publish node='${node}'>${item}</publish></pubsub></iq>`,
    )
    expect(answer, `the answer to a publication at ${node}`).toFit({ type: 'result' })
  }
  const omemo = 'eu.siacs.conversations.axolotl'
  await publish(`${omemo}.devicelist`, xml`<list xmlns='${omemo}'><device id='31'/><device id='32'/></list>`)
  await publish(`${omemo}.bundles:31`, xml`<bundle xmlns='${omemo}'/>`)

  const info = read(await admin.get(`${pathOf(romeo)}/debug`), UserDebugInfo)
  const devices = info.omemo?.devices?.map(({ id, have_bundle }) => `${id}: ${have_bundle ?? false}`).sort()
  expect(devices, 'the devices and whether their keys are there').toEqual(['31: true', '32: false'])
})

verify('users/debug-of-an-unknown-account', 'a name that no account has', async (stage) => {
  const admin = await administrator(stage)
  refused(await admin.get(`/users/${stage.accounts.unused('romeo')}/debug`), 404)
})

verify('users/empty-lists-are-lists', 'the groups of somebody who is in none', async (stage) => {
  const admin = await administrator(stage)
  const [romeo] = await stage.accounts.create('romeo')
  const answer = await admin.get(`${pathOf(romeo)}/groups`)
  read(answer, GroupIds)
  expect(answer.json, 'the groups as they are on the wire').toEqual([])
})

verify('users/empty-lists-are-lists', 'the sessions of somebody who has none', async (stage) => {
  const admin = await administrator(stage)
  const [romeo] = await stage.accounts.create('romeo')
  const answer = await admin.get(`${pathOf(romeo)}/debug`)
  read(answer, UserDebugInfo)
  expect(answer.json, 'the sessions as they are on the wire').toMatchObject({ sessions: [] })
})
