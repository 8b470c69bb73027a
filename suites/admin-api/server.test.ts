import { conformance, expect, type Stage } from '#conformance'
import { withBody } from './announcement.ts'
import { type Answer, Api, administrator, mayFail, pathOf, read, refused, succeeded } from './api.ts'
import { adminApi } from './requirements.ts'
import { ServerInfo, ServerMetrics } from './schemas.ts'
import { signIn } from './sign-in.ts'

const verify = conformance(adminApi)

verify('server/tells-about-itself', 'an administrator asks', async (stage) => {
  const admin = await administrator(stage)
  const { site_name = '', version = '' } = read(await admin.get('/server/info'), ServerInfo)
  expect(site_name, 'its name').not.toBe('')
  expect(version, 'its version').not.toBe('')
})

verify('server/gives-metrics', 'an administrator asks', async (stage) => {
  const admin = await administrator(stage)
  const metrics = read(await admin.get('/server/metrics'), ServerMetrics)
  for (const name of ['memory', 'cpu', 'c2s', 'uploads'] as const) {
    if (metrics[name] === undefined) stage.observe(`no number for ${name}`)
  }
})

verify('server/metrics-are-true', 'three sessions more', async (stage) => {
  const admin = await administrator(stage)
  const [romeo] = await stage.accounts.create('romeo')
  for (const resource of ['orchard', 'balcony', 'chamber']) await romeo.connect({ resource })
  const { c2s, memory, cpu } = read(await admin.get('/server/metrics'), ServerMetrics)
  for (const [name, value] of Object.entries({ c2s, memory, cpu })) {
    if (value === undefined) stage.observe(`no number for ${name} that could be true`)
  }
  if (c2s !== undefined) expect(c2s, 'the number of sessions').toBeGreaterThanOrEqual(3)
  if (memory !== undefined) expect(memory, 'bytes of memory').toBeGreaterThan(1_000_000)
  if (cpu !== undefined) {
    expect(cpu.value, 'seconds of processor time').toBeGreaterThan(0)
    expect(cpu.since, 'when they began to be counted').toBeLessThanOrEqual(Date.now() / 1_000 + 30)
  }
})

/** Bare JIDs; where the server takes names for users, names. */
async function announce(
  { observe }: Stage,
  admin: Api,
  body: string,
  recipients: readonly { readonly bareJid: string; readonly localpart: string }[],
): Promise<Answer> {
  const addressed = await admin.post('/server/announcement', {
    body,
    recipients: recipients.map(({ bareJid }) => bareJid),
  })
  if (addressed.status < 300) {
    observe('recipients are bare JIDs')
    return addressed
  }
  observe('recipients are names of users')
  const names = recipients.map(({ localpart }) => localpart)
  return admin.post('/server/announcement', { body, recipients: names })
}

for (const [what, text] of [
  ['a sentence', 'The tomb is open at midnight.'],
  ['another script, an emoji, two lines', 'Полночь 🕛\nне опаздывай'],
  ['markup', '<message to="all">&amp;</message> & "so on"'],
] as const) {
  verify('server/announces-to-a-list', what, async (stage) => {
    const admin = await administrator(stage)
    const [romeo, juliet, tybalt] = await stage.accounts.create('romeo', 'juliet', 'tybalt')
    const orchard = await romeo.login({ resource: 'orchard' })
    const balcony = await juliet.login({ resource: 'balcony' })
    const street = await tybalt.login({ resource: 'street' })
    const body = `${text} ${stage.accounts.unused('for')}`

    succeeded(await announce(stage, admin, body, [romeo, juliet]))

    for (const session of [orchard, balcony]) await session.next(withBody(body))
    const heard = await stage.fence.roundTrip(street)
    expect(heard.by(street)).not.toContainStanza(withBody(body))
  })
}

verify('server/announcement-has-the-described-status', 'one recipient', async (stage) => {
  const admin = await administrator(stage)
  const [romeo] = await stage.accounts.create('romeo')
  const answer = await announce(stage, admin, 'Hark', [romeo])
  expect(answer.status, 'the status of an announcement that was sent').toBe(201)
})

for (const [situation, json] of [
  ['no body', { recipients: [] }],
  ['no recipients', { body: 'Hark' }],
  ['nothing', {}],
  ['a number of recipients', { body: 'Hark', recipients: 7 }],
  ['recipients who are called neither online nor all', { body: 'Hark', recipients: 'nobody' }],
] as const) {
  verify('server/announcement-needs-body-and-recipients', situation, async (stage) => {
    mayFail(stage)
    const admin = await administrator(stage)
    refused(await admin.post('/server/announcement', json))
  })
}

for (const [situation, change] of [
  [
    'an update',
    (api: Api, path: string, username: string) => api.put(path, { username, display_name: 'Romeo' }),
  ],
  ['a deletion', (api: Api, path: string) => api.delete(path)],
] as const) {
  verify('server/records-who-changed-what', `${situation} by one of two administrators`, async (stage) => {
    const [juliet, romeo] = await stage.accounts.create('juliet', 'romeo')
    const api = new Api(stage, await stage.adminApi.tokenOf(juliet, { role: 'prosody:admin' }))
    succeeded(await change(api, pathOf(romeo), romeo.localpart))
    await stage.serverLog.line(new RegExp(`${juliet.localpart}.*${romeo.localpart}`))
  })
}

verify('server/records-no-secret', 'a password is set, a refused token is sent', async (stage) => {
  const admin = await administrator(stage)
  const [romeo, witness] = await stage.accounts.create('romeo', 'witness')
  const secret = stage.accounts.unused('secret-password')
  await admin.put(pathOf(romeo), { username: romeo.localpart, password: secret })
  const refusedToken = stage.accounts.unused('refused-token')
  refused(await new Api(stage, refusedToken).get('/users'), 401)
  // Whoever logs in after is in the log after what came before.
  await signIn(stage, witness)
  await stage.serverLog.line(new RegExp(witness.localpart))
  const log = await stage.serverLog.text()
  for (const [what, text] of [
    ['the password', secret],
    ['the refused token', refusedToken],
    ['the token', admin.token ?? ''],
  ] as const) {
    expect(log.includes(text), `whether the log holds ${what}`).toBe(false)
  }
})
