import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createAuthority } from '../wire/certificates.ts'
import { external } from './external.ts'
import type { RunningTarget } from './provider.ts'

const environment = { ...process.env }
let folder = ''

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'external-test-'))
})
afterEach(async () => {
  process.env = { ...environment }
  await rm(folder, { recursive: true })
})

function start(target: string): Promise<RunningTarget> {
  return external.start({ provider: 'external', target }, () => undefined, new AbortController().signal)
}

test('a port that is named is where clients connect', async () => {
  const { info, control, access } = await start('localhost:15222')
  expect(info.domain).toBe('localhost')
  expect(info.endpoints).toEqual({ c2s: { host: 'localhost', port: 15_222 } })
  expect(info.trust.caPem).toBe('')
  expect(info.capabilities).toEqual([])
  expect(control).toEqual({})
  expect(access.provisioning).toEqual({ by: 'registration' })
})

test('without a port and without DNS it is the port of clients', async () => {
  const { info } = await start('touchstone.invalid')
  expect(info.endpoints).toEqual({ c2s: { host: 'touchstone.invalid', port: 5222 } })
})

test.each(['', 'example.org:', 'example.org:0', 'example.org:70000', 'user@example.org', 'a b'])(
  '"%s" is no target',
  async (target) => {
    await expect(start(target)).rejects.toThrow(
      `Expected a target like example.org or example.org:5222, got "${target}".`,
    )
  },
)

test('accounts come from a list before all else', async () => {
  const list = join(folder, 'accounts.json')
  await writeFile(list, '[{ "jid": "romeo@example.org", "password": "secret" }]')
  Object.assign(process.env, { TOUCHSTONE_ACCOUNTS: list, TOUCHSTONE_ADMIN: 'admin@example.org' })
  const { access } = await start('localhost:15222')
  expect(access.provisioning).toEqual({
    by: 'list',
    accounts: [{ jid: 'romeo@example.org', password: 'secret' }],
  })
})

test('its port for HTTPS may be another than the usual one', async () => {
  process.env['TOUCHSTONE_HTTPS_PORT'] = '5281'
  const { info } = await start('localhost:15222')
  expect(info.endpoints.https).toEqual({ host: 'localhost', port: 5281 })
  expect(info.connectTo).toEqual({ 'localhost:5281': { host: 'localhost', port: 5281 } })
})

test.each(['0', '65536', 'https', '5281 '])('"%s" is no port for HTTPS', async (port) => {
  process.env['TOUCHSTONE_HTTPS_PORT'] = port
  await expect(start('localhost:15222')).rejects.toThrow(
    `Expected a port between 1 and 65535 in TOUCHSTONE_HTTPS_PORT, got "${port}".`,
  )
})

test('a token of an administrator is taken as it is', async () => {
  process.env['TOUCHSTONE_ADMIN_TOKEN'] = 'secret-token:Mjt6TFNxNTFWT1VvajI7=='
  const { access } = await start('localhost:15222')
  expect(access.adminToken).toBe('secret-token:Mjt6TFNxNTFWT1VvajI7==')
})

test.each(['Bearer abc', 'abc\n'])('"%s" is no token, and is not repeated', async (token) => {
  process.env['TOUCHSTONE_ADMIN_TOKEN'] = token
  await expect(start('localhost:15222')).rejects.toThrow(
    /^Expected a bearer token in TOUCHSTONE_ADMIN_TOKEN, got something with characters that none can have/,
  )
})

test.each([
  ['[{ "jid": "romeo" }]', /^Expected \[{ "jid": .* in .*accounts\.json; at 0\.jid: /],
  ['{}', /; at the top: .*array/],
  ['[', /^Expected JSON in .*accounts\.json: /],
])('a list that reads %s is refused with the place', async (content, refusal) => {
  const list = join(folder, 'accounts.json')
  await writeFile(list, content)
  process.env['TOUCHSTONE_ACCOUNTS'] = list
  await expect(start('localhost:15222')).rejects.toThrow(refusal)
})

test('an administrator makes accounts, with the password from the environment', async () => {
  process.env['TOUCHSTONE_ADMIN'] = 'admin@example.org'
  await expect(start('localhost:15222')).rejects.toThrow(
    'Expected the password of admin@example.org in TOUCHSTONE_ADMIN_PASSWORD; it is not set.',
  )
  process.env['TOUCHSTONE_ADMIN_PASSWORD'] = 'secret'
  const { access } = await start('localhost:15222')
  expect(access.admin).toEqual({ jid: 'admin@example.org', password: 'secret' })
  expect(access.provisioning.by).toBe('adhoc')
})

test('an authority of its own is read from a file', async () => {
  const file = join(folder, 'ca.pem')
  const { caPem } = await createAuthority()
  await writeFile(file, caPem)
  process.env['TOUCHSTONE_CA_FILE'] = file
  expect((await start('localhost:15222')).info.trust.caPem).toBe(caPem)

  await writeFile(file, 'nothing')
  await expect(start('localhost:15222')).rejects.toThrow(`Expected a certificate in PEM in ${file}`)
  await rm(file)
  await expect(start('localhost:15222')).rejects.toThrow(/^TOUCHSTONE_CA_FILE names .* cannot be read/)
})
