// biome-ignore-all lint/suspicious/noTemplateCurlyInString: this is how Compose writes its variables
import { readFile } from 'node:fs/promises'
import { expect, it } from 'vitest'
import { readCompose } from './compose.ts'

const file = await readFile(new URL('../../compose.test.yaml', import.meta.url), 'utf8')

function read(text: string, values: Readonly<Record<string, string>> = {}) {
  return readCompose(text, values, 'stack.yaml')
}

it('reads compose.test.yaml as docker compose does', () => {
  const { services } = read(file, { PROSODY_DB_PASSWORD: 'drawn by lot', TOUCHSTONE_BASE_IMAGE: 'base:1' })
  expect(services).toEqual([
    {
      name: 'postgres',
      image: 'postgres:16-alpine',
      environment: {
        POSTGRES_USER: 'prosody',
        POSTGRES_PASSWORD: 'drawn by lot',
        POSTGRES_DB: 'prosody',
        POSTGRES_INITDB_ARGS: '--no-sync',
      },
      ports: [5432],
    },
    {
      name: 'prosody',
      image: 'touchstone/prosody:latest',
      build: { context: 'prosody', dockerfile: 'Containerfile', args: { BASE_IMAGE: 'base:1' } },
      environment: {
        PROSODY_DOMAIN: 'touchstone.test',
        PROSODY_ADMIN_JID: '',
        PROSODY_ALLOW_REGISTRATION: 'false',
        PROSODY_LIMITS: 'on',
        PROSODY_LOG_LEVEL: 'info',
        PROSODY_CA_FILE: '',
        PROSODY_COMPONENTS: '',
        PROSODY_HTTP_EXTERNAL_PORT: '',
        PROSODY_METRICS_CIDR: '0.0.0.0/0',
        PROSODY_DB_HOST: 'postgres',
        PROSODY_DB_NAME: 'prosody',
        PROSODY_DB_USER: 'prosody',
        PROSODY_DB_PASSWORD: 'drawn by lot',
      },
      ports: [5000, 5222, 5223, 5269, 5270, 5280, 5281, 5347],
    },
  ])
})

it('knows every variable of the file', () => {
  expect([...read(file).variables].sort()).toEqual([
    'PROSODY_ADMIN_JID',
    'PROSODY_ALLOW_REGISTRATION',
    'PROSODY_CA_FILE',
    'PROSODY_COMPONENTS',
    'PROSODY_DB_NAME',
    'PROSODY_DB_PASSWORD',
    'PROSODY_DB_USER',
    'PROSODY_DOMAIN',
    'PROSODY_HTTP_EXTERNAL_PORT',
    'PROSODY_LIMITS',
    'PROSODY_LOG_LEVEL',
    'PROSODY_METRICS_CIDR',
    'TOUCHSTONE_BASE_IMAGE',
    'TOUCHSTONE_POSTGRES_IMAGE',
    'TOUCHSTONE_PROSODY_IMAGE',
  ])
})

it.each([
  ['$${NAME}', '${NAME}'],
  ['a${NAME}b', 'avalueb'],
  ['${NAME:-other}', 'value'],
  ['${MISSING}', ''],
  ['${MISSING:-}', ''],
  ['${EMPTY:-other}', 'other'],
  ['${MISSING:-https://a.test:1/}', 'https://a.test:1/'],
])('interpolates %s to %j', (written, expected) => {
  const text = JSON.stringify({ services: { one: { image: written } } })
  expect(read(text, { NAME: 'value', EMPTY: '' }).services[0]?.image).toBe(expected)
})

it.each([
  [
    'services: {one: {image: "${NAME:?needs a value}"}}',
    'stack.yaml: services.one.image: NAME needs a value',
  ],
  ['services: {one: {image: "${NAME:?}"}}', 'stack.yaml: services.one.image: NAME is not set'],
  [
    'services: {one: {image: "${NAME:+x}"}}',
    'stack.yaml: services.one.image: expected ${NAME}, ${NAME:-default} or ${NAME:?message} in "${NAME:+x}", got $',
  ],
  [
    'services: {one: {image: x, privileged: true}}',
    'stack.yaml: services.one.privileged is not supported by the harness',
  ],
  [
    'services: {one: {image: x, ports: ["5222:5222"]}}',
    'stack.yaml: services.one.ports.0: expected 127.0.0.1:<host port>:<container port>',
  ],
  [
    'services: {one: {}}',
    'stack.yaml: services.one.image: Invalid input: expected string, received undefined',
  ],
  ['services: [', 'stack.yaml is not YAML: Flow sequence in block collection'],
])('refuses %s', (text, sentence) => {
  expect(() => read(text)).toThrow(sentence)
})
