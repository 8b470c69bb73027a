/**
 * What our own administration API does beyond its description: how strictly it reads, who may do what to
 * whom, and what the log keeps. What the description says is judged by suites/admin-api.
 */
import { readFile } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Account, Provisioner } from '../core/account.ts'
import { exchange, type HttpResponse, originOf } from '../http/exchange.ts'
import { findCommand } from './command.ts'
import { embedded } from './embedded.ts'
import type { RunningTarget } from './provider.ts'
import { provisionerFor } from './provisioner.ts'

const hasApt = (await findCommand('apt-get')) !== undefined
const DOMAIN = 'touchstone.test'

describe.runIf(hasApt)('our administration API', { timeout: 60_000 }, () => {
  let target: RunningTarget
  let provisioner: Provisioner
  let operator = ''

  beforeAll(async () => {
    target = await embedded.start({ provider: 'embedded' }, () => undefined, new AbortController().signal)
    provisioner = provisionerFor(target.access.provisioning)
    operator = await tokenOf({ localpart: 'admin', domain: DOMAIN }, 'prosody:operator')
  }, 180_000)
  afterAll(async () => {
    await provisioner.close()
    await target[Symbol.asyncDispose]()
  })

  async function tokenOf(account: Pick<Account, 'localpart' | 'domain'>, role: string): Promise<string> {
    const token = await provisioner.tokens?.issue(account, { role, lifetime: 60 })
    if (token === undefined) throw new TypeError('tokens come by SQL')
    return token
  }

  /** An account that administers, and a token of it. */
  async function administrator(localpart: string): Promise<string> {
    const [account] = await provisioner.create([localpart], DOMAIN)
    if (account === undefined) throw new TypeError('one localpart makes one account')
    await provisioner.tokens?.assign(account, 'prosody:admin')
    return tokenOf(account, 'prosody:admin')
  }

  function ask(method: string, path: string, body?: string, token = operator): Promise<HttpResponse> {
    const headers = {
      authorization: `Bearer ${token}`,
      ...(body === undefined ? {} : { 'content-type': 'application/json; charset=utf-8' }),
    }
    return exchange(target.info, {
      url: `${originOf(target.info)}/admin_api${path}`,
      method,
      headers,
      ...(body === undefined ? {} : { body: Buffer.from(body) }),
    })
  }

  const reason = ({ body }: HttpResponse) => JSON.parse(body.toString()).error as string

  test.each([
    '{"name":"Verona",}',
    '{"name":"Verona","x":[1,]}',
    '{"name":"Verona","x":01}',
    '{"name":"Verona","x":1.}',
    '{"name":"Verona","x":1e}',
    '{"name":"Verona","x":NaN}',
    '{"name":"Ver\tona"}',
    '{"name":"Ver\\xona"}',
    '{"name":"Ver\\ud800ona"}',
    '{"name":"Verona"} {}',
    "{'name':'Verona'}",
    '{"__array":5}',
  ])('takes %j for no JSON', async (body) => {
    const answer = await ask('POST', '/groups', body)
    expect([answer.status, reason(answer)]).toEqual([400, 'malformed'])
  })

  test('does not stumble over what is nested deep', async () => {
    const answer = await ask('POST', '/groups', '{"x":'.repeat(40_000))
    expect([answer.status, reason(answer)]).toEqual([400, 'malformed'])
  })

  test('takes all that is JSON', async () => {
    const body =
      '{ "x": [-0.5e+10, 0, 1E5, {}, true, null, "\\"\\\\\\/\\u00e9 ,]"],\r\n\t"name": "Ver\\u00f6na" }'
    const answer = await ask('POST', '/groups', body)
    expect(answer.status).toBe(200)
    expect(JSON.parse(answer.body.toString())).toMatchObject({ name: 'Veröna', members: [] })
  })

  test.each([
    ['DELETE', '/users', undefined, 405, 'method-not-allowed'],
    ['GET', '/users/%ff', undefined, 400, 'invalid-username'],
    ['GET', '/users/a%2Fb', undefined, 400, 'invalid-username'],
    ['GET', '/groups/%00', undefined, 404, 'not-found'],
    ['POST', '/groups', JSON.stringify({ name: 'x'.repeat(300_000) }), 413, 'too-large'],
    ['POST', '/groups', '[]', 400, 'wrong-type'],
    ['PATCH', '/users/admin', '{"role":"prosody:member"}', 409, 'configured-role'],
    ['PATCH', '/users/admin', '{"role":"x"}', 400, 'unknown-role'],
    ['PUT', '/users/nobody', '{"display_name":"x"}', 404, 'not-found'],
  ])('answers %s %s by a reason', async (method, path, body, status, word) => {
    const answer = await ask(method, path, body)
    expect([answer.status, reason(answer)]).toEqual([status, word])
    expect(answer.headers['content-type']).toBe('application/json')
  })

  test('lets nobody touch who ranks higher, nor raise anybody above himself', async () => {
    const admin = await administrator('nurse')
    const refused = await Promise.all([
      ask('DELETE', '/users/admin', undefined, admin),
      ask('PATCH', '/users/admin', '{"password":"mine"}', admin),
      ask('POST', '/invites/reset', '{"username":"admin"}', admin),
      ask('PATCH', '/users/nurse', '{"role":"prosody:operator"}', admin),
      ask('POST', '/invites/account', '{"roles":["prosody:operator"]}', admin),
    ])
    expect(refused.map(({ status }) => status)).toEqual([403, 403, 403, 403, 403])
    expect((await ask('GET', '/users/admin', undefined, admin)).status).toBe(200)
  })

  test('shows nobody an invite by which one becomes who ranks higher', async () => {
    const admin = await administrator('benvolio')
    const id = ({ body }: HttpResponse) => JSON.parse(body.toString()).id as string
    const higher = await Promise.all([
      ask('POST', '/invites/reset', '{"username":"admin"}'),
      ask('POST', '/invites/account', '{"roles":["prosody:operator"]}'),
    ])
    const own = id(await ask('POST', '/invites/account', '{"roles":["prosody:admin"]}', admin))
    const listed = (await ask('GET', '/invites', undefined, admin)).body.toString()
    expect(listed).toContain(own)
    expect((await ask('GET', `/invites/${own}`, undefined, admin)).status).toBe(200)
    for (const invite of higher.map(id)) {
      expect(listed).not.toContain(invite)
      expect((await ask('GET', `/invites/${invite}`, undefined, admin)).status).toBe(404)
      expect((await ask('DELETE', `/invites/${invite}`, undefined, admin)).status).toBe(404)
      expect((await ask('GET', `/invites/${invite}`)).status).toBe(200)
    }
  })

  test('takes no token of an account that is disabled', async () => {
    const token = await administrator('tybalt')
    expect((await ask('GET', '/users', undefined, token)).status).toBe(200)
    await ask('PATCH', '/users/tybalt', '{"enabled":false}')
    expect((await ask('GET', '/users', undefined, token)).status).toBe(401)
  })

  test('keeps a line of every change, and no password', async () => {
    await ask('PUT', '/users/romeo', '{"password":"wherefore art thou","role":"prosody:member"}')
    await ask('PATCH', '/users/romeo', '{"password":"by any other name","display_name":"R\\u2028omeo"}')
    await ask('PATCH', '/users/romeo', '{"display_name":"R\\u2028omeo"}')
    await ask('DELETE', '/users/romeo')
    const log = await readFile(target.info.logFile ?? '', 'utf8')
    const lines = log.split('\n').flatMap((line) => /Audit: (.* user "romeo".*)/.exec(line)?.[1] ?? [])
    expect(lines).toEqual([
      'admin@touchstone.test created user "romeo" (role prosody:member)',
      'admin@touchstone.test changed user "romeo" (password, display name)',
      'admin@touchstone.test deleted user "romeo"',
    ])
    expect(log).not.toMatch(/wherefore art thou|by any other name/)
  })
})
