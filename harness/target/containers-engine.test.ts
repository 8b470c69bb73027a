/** The containers provider where the engine is missing, or goes away. Needs no engine. */
import { once } from 'node:events'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, it, vi } from 'vitest'
import { containers } from './containers.ts'
import { thisProcess } from './owner.ts'

const never = new AbortController().signal

afterEach(() => vi.unstubAllEnvs())

it('says what to do where no engine answers', async () => {
  vi.stubEnv('DOCKER_HOST', 'unix:///nowhere/docker.sock')
  await expect(containers.start({ provider: 'containers' }, () => {}, never)).rejects.toThrow(
    'Containers need an engine, but no container engine answers at DOCKER_HOST=unix:///nowhere/docker.sock: ' +
      'no socket is there. Start one, or use --embedded.',
  )
})

/** An engine that answers what it is asked before a run begins, and then is gone. */
async function dyingEngine(path: string): Promise<Server> {
  const answers: Readonly<Record<string, unknown>> = {
    '/version': { Version: '1.0', Components: [] },
    '/info': { OperatingSystem: 'test', IndexServerAddress: 'registry.invalid' },
    '/networks/bridge': { IPAM: { Config: [{ Gateway: '127.0.0.1' }] } },
    '/containers/json': [],
    '/networks': [],
  }
  const server = createServer((request, response) => {
    const answer = answers[new URL(request.url ?? '', 'http://engine').pathname]
    response.setHeader('Connection', 'close')
    if (answer === undefined) {
      server.close()
      request.socket.destroy()
    } else response.setHeader('Content-Type', 'application/json').end(JSON.stringify(answer))
  })
  await once(server.listen(path), 'listening')
  return server
}

it('says that the engine went away, and keeps no folder', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'touchstone-engine-'))
  const path = join(folder, 'engine.sock')
  const server = await dyingEngine(path)
  vi.stubEnv('DOCKER_HOST', `unix://${path}`)
  try {
    await expect(containers.start({ provider: 'containers' }, () => {}, never)).rejects.toThrow(
      new RegExp(
        `^Docker at unix://${path} was to boot the server and failed: .*See that it runs; the next start`,
      ),
    )
    const ours = (await readdir(tmpdir())).filter((name) =>
      name.startsWith(`touchstone-run-${thisProcess()}`),
    )
    expect(ours).toEqual([])
  } finally {
    server.close()
    await rm(folder, { recursive: true })
  }
})
