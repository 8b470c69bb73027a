/** The configuration file by itself: what it refuses, and in which words. */
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { cacheFolder } from './cache.ts'
import { asServer, CommandFailed, findCommand, run } from './command.ts'
import { prosodyCommand, unpackedProsody } from './embedded-prosody.ts'

const hasApt = (await findCommand('apt-get')) !== undefined

// The packages may have to be fetched first.
describe.runIf(hasApt)('prosody.cfg.lua', { timeout: 180_000 }, () => {
  let folder = ''
  let start: (settings: Readonly<Record<string, string>>) => Promise<string>

  beforeAll(async () => {
    const root = await unpackedProsody(cacheFolder(), () => undefined, new AbortController().signal)
    folder = await mkdtemp(join(tmpdir(), 'config-test-'))
    await mkdir(join(folder, 'exists'))
    const { command, args, env } = await prosodyCommand(root, folder)
    const complete = {
      PROSODY_DOMAIN: 'chat.test',
      PROSODY_DB_HOST: '127.0.0.1',
      PROSODY_DB_PASSWORD: 'secret',
      PROSODY_CERT_DIR: join(folder, 'exists'),
      PROSODY_DATA_DIR: join(folder, 'exists'),
    }
    start = (settings) => run(asServer(command, args), { env: { ...env, ...complete, ...settings } })
  }, 180_000)

  afterAll(async () => {
    await rm(folder, { recursive: true })
  })

  test.each([
    [
      { PROSODY_DOMAIN: '' },
      'PROSODY_DOMAIN is not set; set it to the domain to serve, such as chat.example.org',
    ],
    [
      { PROSODY_DOMAIN: 'chat..test' },
      'PROSODY_DOMAIN must hold a domain name such as chat.example.org, not "chat..test"',
    ],
    [
      { PROSODY_ADMIN_JID: 'admin' },
      'PROSODY_ADMIN_JID must be an address such as admin@chat.test, not "admin"',
    ],
    [
      { PROSODY_ALLOW_REGISTRATION: 'yes' },
      'PROSODY_ALLOW_REGISTRATION must be one of true, false, not "yes"',
    ],
    [{ PROSODY_ENCRYPTION: 'off' }, 'PROSODY_ENCRYPTION must be one of required, optional, not "off"'],
    [{ PROSODY_LIMITS: '10' }, 'PROSODY_LIMITS must be one of on, off, not "10"'],
    [{ PROSODY_LOG_LEVEL: 'all' }, 'PROSODY_LOG_LEVEL must be one of debug, info, warn, error, not "all"'],
    [{ PROSODY_DB_HOST: '' }, 'PROSODY_DB_HOST is not set; set it to the host of the PostgreSQL server'],
    [
      { PROSODY_DB_PASSWORD: '' },
      'PROSODY_DB_PASSWORD is not set; set it to the password of PROSODY_DB_USER',
    ],
    [{ PROSODY_CLOCK_AHEAD: 'soon' }, 'PROSODY_CLOCK_AHEAD must be a number of seconds, not "soon"'],
    [{ PROSODY_DB_PORT: '0' }, 'PROSODY_DB_PORT must be a port between 1 and 65535, not "0"'],
    [{ PROSODY_C2S_PORT: '65536' }, 'PROSODY_C2S_PORT must be a port between 1 and 65535, not "65536"'],
    [{ PROSODY_CERT_DIR: '/absent' }, 'PROSODY_CERT_DIR must be a folder that exists, not "/absent"'],
    [{ PROSODY_CA_FILE: '/absent' }, 'PROSODY_CA_FILE must be a file that exists, not "/absent"'],
    [{ PROSODY_DATA_DIR: '/absent' }, 'PROSODY_DATA_DIR must be a folder that exists, not "/absent"'],
    [
      { PROSODY_COMPONENTS: 'bot.chat.test:secret,other' },
      'PROSODY_COMPONENTS must hold entries like bot.chat.test:secret separated by commas; entry 2 is not one',
    ],
    [
      { PROSODY_COMPONENTS: 'muc.chat.test:secret' },
      'PROSODY_COMPONENTS names muc.chat.test, which this server serves already',
    ],
  ])('refuses %j in one sentence', async (settings, sentence) => {
    const refusal: unknown = await start(settings).catch((error: unknown) => error)
    expect(refusal).toBeInstanceOf(CommandFailed)
    expect((refusal as CommandFailed).message).toMatch(/ended with code 2/)
    expect((refusal as CommandFailed).output).toBe(`prosody.cfg.lua: ${sentence}`)
  })
})
