import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import { createServer as createTcpServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { searchEngine } from './engine.ts'

let folder: string
let server: Server | undefined

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'touchstone-engine-'))
})
afterEach(async () => {
  await new Promise((resolve) => (server ? server.close(resolve) : resolve(undefined)))
  server = undefined
  await rm(folder, { recursive: true })
})

async function listen(what: Server): Promise<string> {
  const path = join(folder, 'engine.sock')
  server = what
  await new Promise<void>((resolve) => what.listen(path, resolve))
  return `unix://${path}`
}

function engineThatSays(body: string): Server {
  return createServer((_, response) => response.setHeader('Connection', 'close').end(body))
}

it('names an engine that answers', async () => {
  const uri = await listen(engineThatSays('{"Version":"28.2.2","Components":[{"Name":"Engine"}]}'))
  expect(await searchEngine({ DOCKER_HOST: uri })).toEqual({
    engine: { name: 'Docker', version: '28.2.2', uri },
    says: `Docker 28.2.2 answers at ${uri}`,
  })
})

it('tells Podman from Docker', async () => {
  const uri = await listen(engineThatSays('{"Version":"5.4.0","Components":[{"Name":"Podman Engine"}]}'))
  expect((await searchEngine({ DOCKER_HOST: uri })).engine?.name).toBe('Podman')
})

it.each([
  ['unix:///nowhere/docker.sock', 'no socket is there'],
  ['tcp://127.0.0.1:1', 'nothing listens there'],
  ['ssh://host.test', 'ssh: is not supported; expected unix:///path or tcp://host:port'],
  ['nonsense', 'this is no address; expected unix:///path or tcp://host:port'],
])('says why there is none at DOCKER_HOST=%s', async (uri, why) => {
  expect(await searchEngine({ DOCKER_HOST: uri })).toEqual({
    says: `no container engine answers at DOCKER_HOST=${uri}: ${why}`,
  })
})

it('is not taken in by another server', async () => {
  const uri = await listen(engineThatSays('<html>hello</html>'))
  expect((await searchEngine({ DOCKER_HOST: uri })).says).toContain(
    'what answers there is no container engine',
  )
})

it('gives up within a second on a socket that never answers', async () => {
  const uri = await listen(createTcpServer((socket) => socket.on('error', () => socket.destroy()).resume()))
  const started = performance.now()
  expect((await searchEngine({ DOCKER_HOST: uri })).says).toContain('no answer within 800 ms')
  expect(performance.now() - started).toBeLessThan(1000)
})
