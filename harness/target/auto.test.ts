import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { providerFor } from './auto.ts'

const before = process.env['DOCKER_HOST']

afterEach(() => {
  if (before === undefined) delete process.env['DOCKER_HOST']
  else process.env['DOCKER_HOST'] = before
})

test('without an engine it is the embedded server, and says why', async () => {
  process.env['DOCKER_HOST'] = 'unix:///absent/docker.sock'
  const said: string[] = []
  const provider = await providerFor({ provider: 'auto' }, (step) => said.push(step))
  expect(provider.kind).toBe('embedded')
  expect(said).toEqual([
    'embedded server, because no container engine answers at DOCKER_HOST=unix:///absent/docker.sock: no socket is there',
  ])
})

test('with an engine it is containers, and says why', async () => {
  const engine = createServer((_, response) => response.end('{ "Version": "28.2.2" }')).listen(0, '127.0.0.1')
  await once(engine, 'listening')
  const uri = `tcp://127.0.0.1:${(engine.address() as AddressInfo).port}`
  process.env['DOCKER_HOST'] = uri
  const said: string[] = []
  const provider = await providerFor({ provider: 'auto' }, (step) => said.push(step))
  expect(provider.kind).toBe('containers')
  expect(said).toEqual([`containers, because Docker 28.2.2 answers at ${uri}`])
  engine.closeAllConnections()
  await once(engine.close(), 'close')
})

test.each(['containers', 'embedded', 'external'] as const)('%s is what was asked for', async (provider) => {
  expect((await providerFor({ provider }, () => undefined)).kind).toBe(provider)
})
