import { conformance, expect } from '#conformance'
import { administrator, createGroup, notGiven, pathOf, read, refused, succeeded } from './api.ts'
import { adminApi } from './requirements.ts'
import { Group, GroupIds, GroupList, User } from './schemas.ts'

const verify = conformance(adminApi)

for (const [what, name] of [
  ['a word', 'Montagues'],
  ['words', 'The House of Montague'],
  ['another script', 'Монтекки и Капулетти'],
  ['an emoji of several code points', 'Lovers 👩🏽‍❤️‍👨🏻'],
  ['markup', '<b>Montagues</b> & "Capulets"'],
  ['something like a path', '../montagues/%2e%2e?x=1#y'],
] as const) {
  verify('groups/creates-a-group', what, async (stage) => {
    const admin = await administrator(stage)
    const group = await createGroup(stage, admin, name)
    expect(group, 'the new group').toMatchObject({ name })
    const same = read(await admin.get(`/groups/${encodeURIComponent(group.id)}`), Group)
    expect(same, 'the same, read').toMatchObject({ id: group.id, name })
  })
}

verify('groups/creates-a-group', 'eight at once', async (stage) => {
  const admin = await administrator(stage)
  const names = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']
  const groups = await Promise.all(names.map((name) => createGroup(stage, admin, name)))
  expect(new Set(groups.map(({ id }) => id)).size, 'how many ids they have').toBe(names.length)
  const listed = read(await admin.get('/groups'), GroupList)
  for (const { id, name } of groups) {
    expect(listed.find((group) => group.id === id)?.name, `the name of ${id}`).toBe(name)
  }
})

verify('groups/one-name-for-two-groups', 'the same request twice', async (stage) => {
  const admin = await administrator(stage)
  const name = stage.accounts.unused('montagues')
  const first = await createGroup(stage, admin, name)
  const answer = await admin.post('/groups', { name })
  if (answer.status === 409) {
    stage.observe('a second group of the same name is a conflict')
    return
  }
  const second = read(answer, Group, [200, 201])
  stage.cleanUp(async () => void (await admin.delete(`/groups/${second.id}`)))
  expect(second.id, 'the id of the second group').not.toBe(first.id)
  stage.observe('two groups may have the same name')
})

verify('groups/lists-every-group', 'two new groups', async (stage) => {
  const admin = await administrator(stage)
  const made = [await createGroup(stage, admin, 'Montagues'), await createGroup(stage, admin, 'Capulets')]
  const listed = read(await admin.get('/groups'), GroupList)
  for (const { id, name } of made) {
    const found = listed.filter((group) => group.id === id)
    expect(found, `the group ${name} in the list`).toMatchObject([{ id, name }])
  }
})

verify('groups/gives-a-group', 'a group that was made just before', async (stage) => {
  const admin = await administrator(stage)
  const { id } = await createGroup(stage, admin, 'Montagues')
  expect(read(await admin.get(`/groups/${id}`), Group)).toMatchObject({ id, name: 'Montagues' })
})

for (const id of ['no-such-group', 'ÄÖÜ']) {
  verify('groups/unknown-group-is-not-found', id, async (stage) => {
    const admin = await administrator(stage)
    refused(await admin.get(`/groups/${encodeURIComponent(id)}`), 404)
  })
}

verify('groups/renames-a-group', 'a group with a member', async (stage) => {
  const admin = await administrator(stage)
  const [romeo] = await stage.accounts.create('romeo')
  const { id } = await createGroup(stage, admin, 'Montagues')
  succeeded(await admin.put(`/groups/${id}/members/${romeo.localpart}`))
  succeeded(await admin.put(`/groups/${id}`, { name: 'Монтекки' }))
  expect(read(await admin.get(`/groups/${id}`), Group)).toMatchObject({ id, name: 'Монтекки' })
  expect(read(await admin.get(`${pathOf(romeo)}/groups`), GroupIds), 'the groups of its member').toEqual([id])
})

verify('groups/deletes-a-group', 'a group with a member', async (stage) => {
  const admin = await administrator(stage)
  const [romeo] = await stage.accounts.create('romeo')
  const { id } = await createGroup(stage, admin, 'Montagues')
  const other = await createGroup(stage, admin, 'Capulets')
  succeeded(await admin.put(`/groups/${id}/members/${romeo.localpart}`))
  succeeded(await admin.delete(`/groups/${id}`))
  notGiven(stage, await admin.get(`/groups/${id}`))
  const listed = read(await admin.get('/groups'), GroupList).map((group) => group.id)
  expect(listed, 'the list of groups').not.toContain(id)
  expect(listed, 'the list of groups').toContain(other.id)
  expect(read(await admin.get(`${pathOf(romeo)}/groups`), GroupIds), 'the groups of its member').toEqual([])
})

verify('groups/deleting-keeps-the-accounts', 'a group with two members', async (stage) => {
  const admin = await administrator(stage)
  const family = await stage.accounts.create('romeo', 'benvolio')
  const { id } = await createGroup(stage, admin, 'Montagues')
  for (const { localpart } of family) succeeded(await admin.put(`/groups/${id}/members/${localpart}`))
  succeeded(await admin.delete(`/groups/${id}`))
  for (const member of family) read(await admin.get(pathOf(member)), User)
})

verify('groups/deleting-an-unknown-group', 'an id that no group has', async (stage) => {
  const admin = await administrator(stage)
  refused(await admin.delete('/groups/no-such-group'), 404)
})

verify('groups/deleting-an-unknown-group', 'a group that was deleted just before', async (stage) => {
  const admin = await administrator(stage)
  const { id } = await createGroup(stage, admin, 'Montagues')
  succeeded(await admin.delete(`/groups/${id}`))
  refused(await admin.delete(`/groups/${id}`), 404)
})

verify('groups/success-has-the-described-status', 'a new group', async (stage) => {
  const admin = await administrator(stage)
  const answer = await admin.post('/groups', { name: 'Montagues' })
  const { id } = read(answer, Group, [200, 201])
  stage.cleanUp(async () => void (await admin.delete(`/groups/${id}`)))
  expect(answer.status, 'the status of a new group').toBe(200)
})

verify('groups/success-has-the-described-status', 'a member comes and goes', async (stage) => {
  const admin = await administrator(stage)
  const [romeo] = await stage.accounts.create('romeo')
  const { id } = await createGroup(stage, admin, 'Montagues')
  const membership = `/groups/${id}/members/${romeo.localpart}`
  const added = await admin.put(membership)
  const removed = await admin.delete(membership)
  expect([added.status, removed.status], 'the status of a member who comes, and who goes').toEqual([200, 200])
})
