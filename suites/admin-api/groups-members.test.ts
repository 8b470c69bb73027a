import { conformance, expect, xml } from '#conformance'
import { administrator, createGroup, mayFail, notGiven, pathOf, read, refused, succeeded } from './api.ts'
import { contactsOf } from './contacts.ts'
import { newcomer } from './registration.ts'
import { adminApi } from './requirements.ts'
import { Group, GroupIds } from './schemas.ts'

const verify = conformance(adminApi)

for (const name of ['romeo', 'roméo']) {
  verify('groups/adds-a-member', name, async (stage) => {
    const admin = await administrator(stage)
    const [romeo] = await stage.accounts.create(name)
    const { id } = await createGroup(stage, admin, 'Montagues')
    succeeded(await admin.put(`/groups/${id}/members/${encodeURIComponent(romeo.localpart)}`))
    expect(read(await admin.get(`${pathOf(romeo)}/groups`), GroupIds), 'the groups of the account').toEqual([
      id,
    ])
  })
}

verify('groups/adding-twice-adds-once', 'one after the other', async (stage) => {
  const admin = await administrator(stage)
  const [romeo] = await stage.accounts.create('romeo')
  const { id } = await createGroup(stage, admin, 'Montagues')
  for (let times = 0; times < 2; times += 1) {
    succeeded(await admin.put(`/groups/${id}/members/${romeo.localpart}`))
  }
  expect(read(await admin.get(`${pathOf(romeo)}/groups`), GroupIds), 'the groups of the account').toEqual([
    id,
  ])
})

verify('groups/parallel-members-are-all-added', 'eight at once', async (stage) => {
  const admin = await administrator(stage)
  const family = await stage.accounts.create('a', 'b', 'c', 'd', 'e', 'f', 'g', 'h')
  const { id } = await createGroup(stage, admin, 'Montagues')
  const answers = await Promise.all(
    family.map(({ localpart }) => admin.put(`/groups/${id}/members/${localpart}`)),
  )
  for (const answer of answers) succeeded(answer)
  const groups = await Promise.all(
    family.map(async (member) => read(await admin.get(`${pathOf(member)}/groups`), GroupIds)),
  )
  expect(groups, 'the groups of each').toEqual(family.map(() => [id]))
})

verify('groups/adding-to-an-unknown-group', 'an id that no group has', async (stage) => {
  const admin = await administrator(stage)
  const [romeo] = await stage.accounts.create('romeo')
  refused(await admin.put(`/groups/no-such-group/members/${romeo.localpart}`), 404)
  expect(read(await admin.get(`${pathOf(romeo)}/groups`), GroupIds), 'the groups of the account').toEqual([])
})

verify('groups/adding-an-unknown-account', 'a name that no account has', async (stage) => {
  mayFail(stage)
  const admin = await administrator(stage)
  const { id } = await createGroup(stage, admin, 'Montagues')
  const name = stage.accounts.unused('nobody')
  const answer = await admin.put(`/groups/${id}/members/${name}`)
  refused(answer, 404, 400, 422)
  stage.observe(`a member who does not exist is answered with ${answer.status}`)
  notGiven(stage, await admin.get(`/users/${name}`))
})

verify('groups/removes-a-member', 'one of two', async (stage) => {
  const admin = await administrator(stage)
  const [romeo, benvolio] = await stage.accounts.create('romeo', 'benvolio')
  const { id } = await createGroup(stage, admin, 'Montagues')
  for (const { localpart } of [romeo, benvolio]) {
    succeeded(await admin.put(`/groups/${id}/members/${localpart}`))
  }
  succeeded(await admin.delete(`/groups/${id}/members/${romeo.localpart}`))
  expect(
    read(await admin.get(`${pathOf(romeo)}/groups`), GroupIds),
    'the groups of the one who went',
  ).toEqual([])
  const left = read(await admin.get(`${pathOf(benvolio)}/groups`), GroupIds)
  expect(left, 'the groups of the one who stayed').toEqual([id])
})

verify('groups/removing-from-an-unknown-group', 'an id that no group has', async (stage) => {
  const admin = await administrator(stage)
  const [romeo] = await stage.accounts.create('romeo')
  refused(await admin.delete(`/groups/no-such-group/members/${romeo.localpart}`), 404)
})

verify('groups/removing-who-is-no-member', 'somebody of another group', async (stage) => {
  const admin = await administrator(stage)
  const [romeo, tybalt] = await stage.accounts.create('romeo', 'tybalt')
  const montagues = await createGroup(stage, admin, 'Montagues')
  const capulets = await createGroup(stage, admin, 'Capulets')
  succeeded(await admin.put(`/groups/${montagues.id}/members/${romeo.localpart}`))
  succeeded(await admin.put(`/groups/${capulets.id}/members/${tybalt.localpart}`))
  const answer = await admin.delete(`/groups/${montagues.id}/members/${tybalt.localpart}`)
  if (answer.status >= 300) refused(answer, 404, 409)
  stage.observe(`the removal of somebody who is no member is answered with ${answer.status}`)
  for (const [member, { id }] of [
    [romeo, montagues],
    [tybalt, capulets],
  ] as const) {
    expect(read(await admin.get(`${pathOf(member)}/groups`), GroupIds), 'the groups of a member').toEqual([
      id,
    ])
  }
})

verify(
  'groups/a-deleted-account-leaves-its-groups',
  'an account of the same name comes after',
  async (stage) => {
    const admin = await administrator(stage)
    const romeo = newcomer(stage, 'romeo')
    const account = { username: romeo.localpart, password: romeo.password }
    const { id } = await createGroup(stage, admin, 'Montagues')
    succeeded(await admin.put(pathOf(romeo), account))
    succeeded(await admin.put(`/groups/${id}/members/${romeo.localpart}`))
    succeeded(await admin.delete(pathOf(romeo)))
    succeeded(await admin.put(pathOf(romeo), account))
    expect(read(await admin.get(`${pathOf(romeo)}/groups`), GroupIds), 'the groups of the account').toEqual(
      [],
    )
  },
)

verify('groups/deleting-keeps-the-subscriptions', 'two members who see each other', async (stage) => {
  const admin = await administrator(stage)
  const [romeo, juliet] = await stage.accounts.create('romeo', 'juliet')
  const orchard = await romeo.login({ resource: 'orchard' })
  const balcony = await juliet.login({ resource: 'balcony' })
  for (const [asker, giver] of [
    [orchard, balcony],
    [balcony, orchard],
  ] as const) {
    asker.send(xml`<presence type='subscribe' to='${giver.bareJid}'/>`)
    await giver.next({ name: 'presence', type: 'subscribe' })
    giver.send(xml`<presence type='subscribed' to='${asker.bareJid}'/>`)
    await asker.next({ name: 'presence', type: 'subscribed' })
  }
  const before = [await contactsOf(orchard), await contactsOf(balcony)]

  const { id } = await createGroup(stage, admin, 'Lovers')
  for (const { localpart } of [romeo, juliet])
    succeeded(await admin.put(`/groups/${id}/members/${localpart}`))
  succeeded(await admin.delete(`/groups/${id}`))

  expect(before, 'the subscriptions before').toEqual([[`${juliet.bareJid} both`], [`${romeo.bareJid} both`]])
  expect([await contactsOf(orchard), await contactsOf(balcony)], 'the subscriptions after').toEqual(before)
})

verify('groups/makes-a-room-for-a-group', 'create_muc', async (stage) => {
  const admin = await administrator(stage)
  const [romeo] = await stage.accounts.create('romeo')
  const group = read(await admin.post('/groups', { name: 'Lovers', create_muc: true }), Group, [200, 201])
  stage.cleanUp(async () => void (await admin.delete(`/groups/${group.id}`)))
  expect(group.muc_jid ?? '', 'the room of the group').toMatch(/^[^@/]+@[^@/]+$/)
  const orchard = await romeo.connect({ resource: 'orchard' })
  const answer = await orchard.request(
    xml`<iq type='get' to='${group.muc_jid ?? ''}'><query xmlns='http://jabber.org/protocol/disco#info'/></iq>`,
  )
  expect(answer, 'what the room says of itself').toFit(
    xml`<iq type='result'><query xmlns='http://jabber.org/protocol/disco#info'><identity category='conference'/></query></iq>`,
  )
})
