import https from 'node:https'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { ms, seconds } from '../../core/duration.ts'
import type { ScenarioResult } from '../../core/run-result.ts'
import { createAuthority } from '../../wire/certificates.ts'
import { type Arrival, httpGet, upload } from '../arrival.ts'
import { runScenario, type ScenarioOptions } from '../engine.ts'
import { type NullServer, startNullServer } from '../null-server.ts'
import { defineScenario } from '../scenario.ts'
import { steady } from '../schedule.ts'
import { startHere } from '../worker-here.ts'

const BYTES = 10_000
let servers: AsyncDisposable[] = []
afterEach(async () => {
  for (const server of servers) await server[Symbol.asyncDispose]()
  servers = []
})

/** Keeps files and shows two pages; `forgets` the end of every third file. */
async function startHttps(forgets = false) {
  const authority = await createAuthority()
  const { certificatePem, keyPem } = await authority.issue(['null.test'])
  const files = new Map<string, Buffer>()
  const server = https.createServer({ cert: certificatePem, key: keyPem }, (request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const { method, url = '', headers } = request
      const file = files.get(url)
      const answer = (status: number, body?: Buffer) => {
        response.statusCode = status
        response.end(body)
      }
      if (method === 'PUT') {
        const body = Buffer.concat(chunks)
        const kept = forgets && files.size % 3 === 2 ? body.subarray(1) : body
        files.set(url, kept)
        answer(headers.authorization === 'Bearer one' ? 201 : 403)
      } else if (file !== undefined) answer(200, file)
      else if (url === '/open') answer(200)
      else if (url === '/closed') answer(headers.authorization === 'Bearer admin' ? 200 : 401)
      else answer(404)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  servers.push({
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  })
  return { port: (server.address() as AddressInfo).port, caPem: authority.caPem }
}

async function run(
  arrival: Arrival,
  { port, caPem }: { readonly port: number; readonly caPem: string },
  options: Partial<ScenarioOptions> = {},
): Promise<ScenarioResult> {
  const server: NullServer = await startNullServer({ uploadsAt: `null.test:${port}` })
  servers.push(server)
  const size = { users: 2, schedule: [steady({ rate: 60, for: ms(300) })] }
  const scenario = defineScenario({
    id: 'load/test-http',
    question: 'Does it count what there is?',
    sizes: { developer: size, gate: size, release: size },
    arrival,
    thresholds: [],
    sendWithin: seconds(60),
    lateAfter: seconds(60),
    drain: seconds(30),
  })
  const at = { host: '127.0.0.1', port }
  return runScenario(scenario, {
    target: {
      ...server.target,
      endpoints: { ...server.target.endpoints, https: at },
      connectTo: { [`null.test:${port}`]: at },
      services: { 'http-upload': 'upload.null.test' },
      trust: { caPem: `${server.target.trust.caPem}\n${caPem}` },
    },
    accounts: server.accounts,
    size: 'developer',
    signal: new AbortController().signal,
    progress: () => {},
    startWorker: startHere,
    ...options,
  })
}

test('files are put and got', async () => {
  const result = await run(upload({ bytes: BYTES }), await startHttps())
  expect(result).toMatchObject({ sent: 18, received: 18, lost: 0, errors: {} })
  expect(result.latencies[0]).toMatchObject({ name: 'upload', count: 18 })
})

test('a file that comes back shorter is lost', async () => {
  const result = await run(upload({ bytes: BYTES }), await startHttps(true))
  expect(result).toMatchObject({ sent: 18, received: 12, lost: 6 })
  expect(result.errors).toEqual({ 'over HTTP: 10000 bytes were put and 9999 got': 6 })
})

test('pages are got, those of administrators by a token', async () => {
  const server = await startHttps()
  expect(await run(httpGet({ path: '/open' }), server)).toMatchObject({ sent: 18, received: 18, errors: {} })
  const asAdmin = httpGet({ path: '/closed', asAdmin: true })
  expect(await run(asAdmin, server, { adminToken: 'admin' })).toMatchObject({ sent: 18, received: 18 })
  await expect(run(asAdmin, server)).rejects.toThrow('Nobody here can make a token')
  await expect(run(asAdmin, server, { adminToken: 'another' })).rejects.toThrow('status 401 for /closed')
})
