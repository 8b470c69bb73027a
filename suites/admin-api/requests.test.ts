import { conformance, expect } from '#conformance'
import { type Answer, type Api, administrator, mayFail, pathOf, read, refused, succeeded } from './api.ts'
import { adminApi } from './requirements.ts'
import { type Route, routes, thingsFor } from './routes.ts'
import { Group, User } from './schemas.ts'

const verify = conformance(adminApi)

const writing = routes.filter(({ json }) => json !== undefined)
const bytes = (text: string) => new TextEncoder().encode(text)
const nameOf = ({ method, template }: Route) => `${method} ${template}`

for (const route of writing) {
  for (const [what, body] of [
    ['half an object', '{"username": "romeo", '],
    ['words', 'Wherefore art thou Romeo?'],
    ['a form', 'username=romeo&display_name=Romeo'],
  ] as const) {
    verify('requests/refuses-what-is-no-json', `${nameOf(route)} with ${what}`, async (stage) => {
      mayFail(stage)
      const admin = await administrator(stage)
      const things = await thingsFor(route, stage, admin)
      const answer = await admin.ask(route.method, route.path(things), undefined, { body: bytes(body) })
      refused(answer, 400, 422)
      stage.observe(`what is no JSON is answered with ${answer.status}`)
    })
  }

  verify('requests/survives-an-unknown-property', nameOf(route), async (stage) => {
    const admin = await administrator(stage)
    const things = await thingsFor(route, stage, admin)
    const body = { ...route.json?.(things), balcony: { of: ['Capulet'] } }
    const answer = await admin.ask(route.method, route.path(things), body)
    expect(answer.status, `the status of ${answer.asked}`).toBeLessThan(500)
    stage.observe(
      answer.status < 300 ? 'an unknown property is passed over' : 'an unknown property is refused',
    )
    await forget(answer, admin)
  })
}

// An update is described to take a body of any type.
for (const route of writing.filter(({ template }) => template !== '/users/{username}')) {
  verify('requests/refuses-another-type-of-content', nameOf(route), async (stage) => {
    const admin = await administrator(stage)
    const things = await thingsFor(route, stage, admin)
    const answer = await admin.ask(route.method, route.path(things), route.json?.(things), {
      headers: { 'content-type': 'text/plain' },
    })
    refused(answer, 415, 400)
    stage.observe(`text/plain is answered with ${answer.status}`)
  })
}

for (const route of writing) {
  verify('requests/survives-a-large-body', nameOf(route), async (stage) => {
    const admin = await administrator(stage)
    const things = await thingsFor(route, stage, admin)
    const body = { ...route.json?.(things), balcony: 'x'.repeat(400_000) }
    const answer = await admin.ask(route.method, route.path(things), body)
    if (answer.status >= 300) refused(answer)
    stage.observe(`a body of 400,000 bytes is answered with ${answer.status}`)
    await forget(answer, admin)
    succeeded(await admin.get(things.user))
  })
}

/** Deletes what a call has made. */
async function forget({ status, json, asked }: Answer, admin: Api) {
  const id = typeof json === 'object' && json !== null && 'id' in json ? json.id : undefined
  if (status < 300 && typeof id === 'string') {
    await admin.delete(`/${asked.includes('/invites/') ? 'invites' : 'groups'}/${encodeURIComponent(id)}`)
  }
}

verify('requests/refuses-what-is-no-json', 'an update leaves the account as it was', async (stage) => {
  mayFail(stage)
  const admin = await administrator(stage)
  const [romeo] = await stage.accounts.create('romeo')
  const before = read(await admin.get(pathOf(romeo)), User)
  const broken = `{"username": "${romeo.localpart}", "display_name": "Villain"`
  refused(await admin.ask('PUT', pathOf(romeo), undefined, { body: bytes(broken) }), 400, 422)
  expect(read(await admin.get(pathOf(romeo)), User), 'the account').toEqual(before)
})

for (const route of writing.filter(({ template }) => !/account|group$/.test(template))) {
  verify('requests/refuses-an-empty-body', nameOf(route), async (stage) => {
    mayFail(stage)
    const admin = await administrator(stage)
    const things = await thingsFor(route, stage, admin)
    refused(await admin.ask(route.method, route.path(things)))
  })
}

for (const [call, json] of [
  ['PUT /users/{username}', { display_name: 7 }],
  ['PUT /users/{username}', { display_name: { first: 'Romeo' } }],
  ['PUT /users/{username}', { role: ['prosody:admin'] }],
  ['PUT /users/{username}', { username: 7 }],
  ['POST /invites/account', { ttl: 'a while' }],
  ['POST /invites/account', { username: ['romeo'] }],
  ['POST /invites/account', { groups: 'montagues' }],
  ['POST /invites/group', { groups: 7 }],
  ['POST /invites/reset', { username: 7 }],
  ['POST /groups', { name: 7 }],
  ['POST /groups', { name: ['Montagues'] }],
  ['POST /server/announcement', { body: ['Hark'], recipients: [] }],
] as const) {
  verify(
    'requests/refuses-a-value-of-the-wrong-type',
    `${call} with ${JSON.stringify(json)}`,
    async (stage) => {
      mayFail(stage)
      const admin = await administrator(stage)
      const [method = '', template = ''] = call.split(' ')
      const [romeo] = await stage.accounts.create('romeo')
      const answer = await admin.ask(method, template.replace('/users/{username}', pathOf(romeo)), json)
      await forget(answer, admin)
      refused(answer)
    },
  )
}

for (const length of [1_000, 400_000]) {
  verify('requests/keeps-long-text-whole', `the name of a group has ${length} characters`, async (stage) => {
    const admin = await administrator(stage)
    const name = 'Montague'.repeat(length / 8)
    const answer = await admin.post('/groups', { name })
    if (answer.status >= 300) {
      refused(answer)
      stage.observe(`a name of ${length} characters is answered with ${answer.status}`)
      return
    }
    const group = read(answer, Group, [200, 201])
    stage.cleanUp(async () => void (await admin.delete(`/groups/${group.id}`)))
    const same = read(await admin.get(`/groups/${group.id}`), Group)
    expect(same.name === name, 'whether the name is whole').toBe(true)
    stage.observe(`a name of ${length} characters is kept`)
  })
}

for (const [what, path] of [
  ['a way up to another route', '/users/..%2F..%2Fserver%2Finfo'],
  ['two ways up', '/groups/%2E%2E%2F%2E%2E%2Fadmin_api%2Fserver%2Finfo'],
  ['a way up with backslashes', '/users/..%5C..%5Cserver%5Cinfo'],
  ['a way into a folder of the system', '/invites/..%2F..%2F..%2F..%2Fetc%2Fpasswd'],
  ['an emoji', '/users/%F0%9F%91%A9%F0%9F%8F%BD%E2%80%8D%F0%9F%9A%80'],
  ['right to left', '/groups/%D7%A8%D7%95%D7%9E%D7%99%D7%90%D7%95'],
  ['a percent sign', '/users/%25'],
  ['an escape that is escaped', '/users/%2561dmin'],
  ['SQL', '/users/%27%20OR%20%271%27%3D%271'],
  ['a wildcard of SQL', '/users/%25%25'],
  ['a line break', '/invites/a%0D%0AX-Odd%3A%201'],
  ['a segment of 3,000 characters', `/users/${'romeo'.repeat(600)}`],
  ['a segment of spaces', '/groups/%20%20'],
] as const) {
  verify('requests/finds-nothing-behind-odd-characters', what, async (stage) => {
    const admin = await administrator(stage)
    const answer = await admin.get(path)
    refused(answer, 400, 404, 414)
    expect(Object.keys(answer.headers), 'the headers of the answer').not.toContain('x-odd')
    stage.observe(`${what} in a path is answered with ${answer.status}`)
  })
}

for (const [what, path] of [
  ['an octet that begins no character', '/users/rom%FFeo'],
  ['half a character', '/groups/rom%C3'],
  ['an overlong slash', '/users/%C0%AFromeo'],
  ['an octet of zero', '/users/%00romeo'],
  ['half a surrogate pair', '/invites/%ED%A0%BD'],
] as const) {
  verify('requests/survives-broken-encodings-in-a-path', what, async (stage) => {
    stage.serverMayLog(/invalid byte sequence|Traceback\[httpserver\]/)
    const admin = await administrator(stage)
    refused(await admin.get(path), 400, 404)
  })
}

for (const [method, path] of [
  ['GET', '/nothing'],
  ['GET', '/server'],
  ['GET', '/server/nothing'],
  ['POST', '/users'],
  ['DELETE', '/users'],
  ['PUT', '/server/info'],
  ['DELETE', '/server/metrics'],
  ['POST', '/invites/nothing'],
] as const) {
  verify('requests/offers-only-what-is-described', `${method} ${path}`, async (stage) => {
    const admin = await administrator(stage)
    const [romeo] = await stage.accounts.create('romeo')
    const answer = await admin.ask(method, path.replace('{user}', romeo.localpart))
    if (answer.status < 300 || answer.status >= 400) refused(answer, 404, 405, 400, 501)
    stage.observe(`${method} of what is not described is answered with ${answer.status}`)
    succeeded(await admin.get(pathOf(romeo)))
  })
}
