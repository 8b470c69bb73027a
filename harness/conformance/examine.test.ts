import { appendFile, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { InconclusiveError, UnreadableError } from '../core/errors.ts'
import { DOMAIN, FROM_SERVER, type ScriptedServer, scriptedServer } from '../session/scripted-server.ts'
import { scriptedPeer } from '../wire/scripted-peer.ts'
import { xml } from '../wire/xml.ts'
import { type Examined, examine } from './examine.ts'
import { invariantIds } from './invariants.ts'
import type { Runtime } from './runtime.ts'
import type { Stage } from './stage.ts'
import './index.ts'

async function runtimeOn(
  changes: Partial<Runtime> = {},
): Promise<{ runtime: Runtime; server: ScriptedServer }> {
  const server = await scriptedServer()
  onTestFinished(() => server[Symbol.asyncDispose]())
  const runtime: Runtime = {
    target: server.target,
    components: [],
    provisioner: server.provisioner,
    promises: [],
    strict: false,
    knownFailures: [],
    patience: 300,
    seed: 7,
    ...changes,
  }
  return { runtime, server }
}

async function examined(body: (stage: Stage) => Promise<void>): Promise<Examined> {
  const { runtime } = await runtimeOn()
  return examine('a verification', body, runtime.target, runtime)
}

const unasked = "<iq type='result' id='nobody-asked'/>"

describe('a body', () => {
  test('that returns has held, and leaves no evidence', async () => {
    const before = Date.now()
    const { runtime, server } = await runtimeOn()
    let jid = ''
    const result = await examine(
      'a verification',
      async ({ accounts, observe, serverMayLog }) => {
        const [romeo] = await accounts.create('romeo')
        jid = (await romeo.login()).bareJid
        observe('answers at once')
        serverMayLog(/not found/i)
      },
      runtime.target,
      runtime,
    )
    expect(result).toMatchObject({
      finding: { kind: 'held' },
      evidence: { transcript: '', serverLog: '' },
      observed: ['answers at once'],
      mayLog: [{ source: 'not found', flags: 'i' }],
    })
    expect(result.localparts).toEqual([jid.split('@')[0]])
    expect(result.startedAt).toBeGreaterThanOrEqual(before)
    expect(result.durationMs).toBeGreaterThan(0)
    expect(server.provisioner.removed.map(({ bareJid }) => bareJid)).toEqual([jid])
    expect(await server.connections[0]?.ended()).toBe('FIN')
  })

  test('whose assertion fails shows a broken rule, the transcript, and no secret', async () => {
    const result = await examined(async ({ accounts }) => {
      const [romeo] = await accounts.create('romeo')
      const session = await romeo.login()
      session.send(xml`<message to='nobody@${DOMAIN}'><body>secret</body></message>`)
      expect(await session.request(xml`<iq type='get' id='1'/>`)).toFit({ type: 'error' })
    })
    expect(result.finding).toEqual({
      kind: 'broken',
      message: expect.stringMatching(/^expected {2}<any element type='error'>\nheard {5}<iq .*type='result'/),
    })
    expect(result.evidence.transcript).toMatch(/· connected to .*→ <\?xml.*← <iq /s)
    expect(result.evidence.transcript).toContain('<body>[hidden]</body>')
  })

  test('that drew by chance says how to replay it, however it did not hold', async () => {
    const seeds: number[] = []
    const broken = await examined(async ({ seed }) => {
      seeds.push(seed)
      expect(1).toBe(2)
    })
    const unknown = await examined(async (stage) => {
      seeds.push(stage.seed)
      throw new InconclusiveError('nobody is there')
    })
    const held = await examined(async ({ seed }) => expect(seed).toBe(seeds[0]))
    expect(new Set(seeds).size).toBe(1)
    expect(broken.finding).toMatchObject({ message: expect.stringMatching(/\nreplay {4}with --seed 7$/) })
    expect(unknown.finding).toMatchObject({ because: 'nobody is there\nreplay    with --seed 7' })
    expect(held.finding).toEqual({ kind: 'held' })
  })

  test('that hears nothing while another client is answered shows a broken rule', async () => {
    const result = await examined(async ({ wire }) => {
      const { stream } = await wire.secured()
      await stream.nextElement('an answer to nothing')
    })
    expect(result.finding).toEqual({
      kind: 'broken',
      message: expect.stringMatching(
        /^expected {2}an answer to nothing at client within 300 ms\nheard {5}nothing\nmeanwhile another client was answered in \d+ ms$/,
      ),
    })
  })

  test.each([
    ['does not answer', async () => {}],
    ['hangs up', (socket: { end(): void }) => socket.end()],
  ])('that hears nothing from a server that %s is not conclusive', async (_, toOthers) => {
    let connections = 0
    const peer = await scriptedPeer((client) => {
      connections += 1
      if (connections === 1) client.send(FROM_SERVER)
      else void toOthers(client.socket)
    })
    onTestFinished(() => peer[Symbol.asyncDispose]())
    const { runtime } = await runtimeOn()
    const target = { ...runtime.target, endpoints: { c2s: peer.endpoint } }
    const result = await examine(
      'a verification',
      async ({ wire }) => {
        const stream = await wire.connect()
        await stream.nextHeader()
        await stream.nextElement('features')
      },
      target,
      { ...runtime, target },
    )
    expect(result.finding).toEqual({
      kind: 'unknown',
      because: expect.stringMatching(
        /^expected {2}features at client within 300 ms\nheard {5}nothing\nand the server answered no other client either$/,
      ),
    })
    expect(result.evidence.transcript).toContain('connected to')
  })

  test('that hears nothing where there is nobody else to ask is not conclusive', async () => {
    const { runtime } = await runtimeOn()
    const target = { ...runtime.target, endpoints: {} }
    const result = await examine(
      'a verification',
      async ({ wire }) => {
        await (await wire.connect()).nextElement('features')
      },
      runtime.target,
      { ...runtime, target },
    )
    expect(result.finding).toMatchObject({
      kind: 'unknown',
      because: expect.stringMatching(/no other client either$/),
    })
  })

  test('that could not prepare is not conclusive', async () => {
    const result = await examined(async () => {
      throw new InconclusiveError('no room today')
    })
    expect(result.finding).toEqual({ kind: 'unknown', because: 'no room today' })
  })

  test('that is answered in what is no protocol at all is broken', async () => {
    const result = await examined(async () => {
      throw new UnreadableError('expected  HTTP/1.1\nheard     noise')
    })
    expect(result.finding).toEqual({ kind: 'broken', message: 'expected  HTTP/1.1\nheard     noise' })
  })

  test.each([
    [
      'an error',
      new TypeError('undefined is not a function'),
      /^the verification itself is at fault: TypeError: undefined is not a function\n +at /,
    ],
    ['something else', 'a word', /^the verification itself is at fault: a word$/],
  ])('that throws %s is at fault itself', async (_, thrown, because) => {
    const result = await examined(async () => {
      throw thrown
    })
    expect(result.finding).toEqual({ kind: 'unknown', because: expect.stringMatching(because) })
  })
})

describe('an invariant that the server breaks on any stream', () => {
  /** The server says what nobody asked for, then the body goes on. */
  async function unaskedFor(then: () => void): Promise<Examined> {
    const peer = await scriptedPeer((client) => client.send(FROM_SERVER, unasked))
    onTestFinished(() => peer[Symbol.asyncDispose]())
    const { runtime } = await runtimeOn()
    const target = { ...runtime.target, endpoints: { c2s: peer.endpoint } }
    return examine(
      'a verification',
      async ({ wire }) => {
        await (await wire.connect('romeo')).nextElement()
        then()
      },
      target,
      runtime,
    )
  }

  test('is a broken rule although the body has held', async () => {
    const result = await unaskedFor(() => {})
    expect(result.finding).toEqual({
      kind: 'broken',
      violates: invariantIds.iqAnswered,
      message: expect.stringMatching(
        /^expected {2}an answer only to an iq that was sent.*\nheard {5}romeo \+\d+ms {2}<iq/,
      ),
    })
    expect(result.evidence.transcript).toContain(unasked)
  })

  test('is a broken rule although the body could not find out', async () => {
    const result = await unaskedFor(() => {
      throw new InconclusiveError('no room today')
    })
    expect(result.finding).toMatchObject({ kind: 'broken', violates: invariantIds.iqAnswered })
  })

  test('does not hide an assertion that failed', async () => {
    const result = await unaskedFor(() => expect(1).toBe(2))
    expect(result.finding).not.toHaveProperty('violates')
    expect(result.finding.kind).toBe('broken')
  })
})

describe('clean-ups', () => {
  test('run in the opposite order, before the connections are closed', async () => {
    const order: string[] = []
    await examined(async ({ cleanUp, accounts }) => {
      const [romeo] = await accounts.create('romeo')
      const session = await romeo.connect()
      cleanUp(() => void order.push('first'))
      cleanUp(async () => {
        await session.roundTrip()
        order.push('second')
      })
    })
    expect(order).toEqual(['second', 'first'])
  })

  test('run all, and accounts are removed, although one throws', async () => {
    const { runtime, server } = await runtimeOn()
    const order: string[] = []
    const result = await examine(
      'a verification',
      async ({ cleanUp, accounts }) => {
        await accounts.create('romeo')
        cleanUp(() => void order.push('first'))
        cleanUp(() => {
          throw new Error('the room is locked')
        })
      },
      runtime.target,
      runtime,
    )
    expect(order).toEqual(['first'])
    expect(server.provisioner.removed).toHaveLength(1)
    expect(result.finding).toEqual({ kind: 'unknown', because: 'could not clean up: the room is locked' })
  })

  test('that fail do not hide what was broken', async () => {
    const result = await examined(async ({ cleanUp }) => {
      cleanUp(() => Promise.reject(new Error('the room is locked')))
      expect(1).toBe(2)
    })
    expect(result.finding.kind).toBe('broken')
  })
})

test('the evidence has what the server logged meanwhile', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'touchstone-examine-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const logFile = join(folder, 'server.log')
  await writeFile(logFile, 'before\n')
  const { runtime } = await runtimeOn()
  const target = { ...runtime.target, logFile }
  const result = await examine(
    'a verification',
    async () => {
      await appendFile(logFile, 'meanwhile: ü\n')
      expect(1).toBe(2)
    },
    runtime.target,
    { ...runtime, target },
  )
  expect(result.evidence.serverLog).toBe('meanwhile: ü\n')
})
