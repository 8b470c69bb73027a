import { describe, expect, onTestFinished, test } from 'vitest'
import type { TargetInfo } from '../core/target-info.ts'
import { DOMAIN, FROM_SERVER, scriptedServer } from '../session/scripted-server.ts'
import { scriptedPeer } from '../wire/scripted-peer.ts'
import type { Runtime } from './runtime.ts'
import { type StageRecord, setStage } from './stage.ts'

async function stageOn(changes: Partial<TargetInfo> = {}): Promise<StageRecord> {
  const server = await scriptedServer()
  onTestFinished(() => server[Symbol.asyncDispose]())
  const target = { ...server.target, ...changes }
  const runtime: Runtime = {
    target,
    components: [{ jid: 'bot.chat.test', secret: 'bot secret' }],
    provisioner: server.provisioner,
    promises: [],
    strict: false,
    knownFailures: [],
    patience: 2000,
    seed: 7,
  }
  return setStage('a verification', target, runtime)
}

describe('accounts', () => {
  test('have localparts that nobody has, and are on the domain', async () => {
    const { stage, clients } = await stageOn()
    const [romeo, other] = await stage.accounts.create('romeo', 'romeo')
    expect(romeo.localpart).toMatch(/^romeo-[0-9a-z]+$/)
    expect(romeo.localpart).not.toBe(other.localpart)
    expect(romeo.bareJid).toBe(`${romeo.localpart}@${DOMAIN}`)
    expect(stage.accounts.unused('nurse')).toMatch(/^nurse-[0-9a-z]+$/)
    expect(clients).toEqual([romeo, other])
  })

  test('are on the host that offers the mechanism', async () => {
    const hosts = [
      { domain: DOMAIN, mechanisms: ['SCRAM-SHA-1'] },
      { domain: 'other.test', mechanisms: ['SCRAM-SHA-256'] },
    ]
    const { stage } = await stageOn({ hosts })
    const [juliet] = await stage.accounts.createFor('SCRAM-SHA-256', 'juliet')
    expect(juliet.domain).toBe('other.test')
    await expect(stage.accounts.createFor('EXTERNAL', 'juliet')).rejects.toThrow(
      'no host of the target offers EXTERNAL',
    )
  })
})

describe('what the target lacks is named', () => {
  test.each<[string, (record: StageRecord) => unknown, string]>([
    ['a room service', ({ stage }) => stage.rooms.fresh(), 'the target has no service for muc'],
    [
      'any other service',
      ({ stage }) => stage.service('http-upload'),
      'the target has no service for http-upload',
    ],
    [
      'an authority for servers',
      ({ stage }) => stage.servers.certify(['far.test']),
      'the target trusts no authority of this run',
    ],
    ['a port for servers', ({ stage }) => stage.servers.connect(), 'the target names no port for servers'],
    [
      'a port for direct TLS',
      ({ stage }) => stage.wire.connectDirectTls(),
      'the target names no port for direct TLS',
    ],
    [
      'a port for components',
      ({ stage }) => stage.components.connect(),
      'the target names no port for components',
    ],
  ])('%s', async (_, use, message) => {
    const record = await stageOn()
    await expect(async () => use(record)).rejects.toThrow(message)
  })
})

test('rooms are new, on the room service', async () => {
  const { stage } = await stageOn({ services: { muc: 'muc.chat.test' } })
  expect(stage.rooms.fresh('garden').jid).toMatch(/^garden-[0-9a-z]+@muc\.chat\.test$/)
  expect(stage.rooms.fresh().jid).not.toBe(stage.rooms.fresh().jid)
})

test('streams are opened as far as is asked, and every one is closed in the end', async () => {
  const record = await stageOn()
  const { wire } = record.stage
  await wire.connect('bare')
  const { features: plain } = await wire.open('plain')
  const { stream, features } = await wire.secured(DOMAIN, 'secured')
  expect(plain.child('starttls')).toBeDefined()
  expect(features.child('mechanisms')).toBeDefined()
  expect(stream.tls?.authorized).toBe(true)
  expect(record.streams.map(({ name }) => name)).toEqual(['bare', 'plain', 'secured'])
  await record.strike()
  for (const each of record.streams) expect((await each.closed()).at(-1)).toMatchObject({ kind: 'end' })
})

test("a component's address is free when the server has seen the end of its stream", async () => {
  let open = 0
  let most = 0
  const peer = await scriptedPeer(async (client) => {
    open += 1
    most = Math.max(most, open)
    client.send(FROM_SERVER)
    await client.ended()
    // A server takes its time to notice.
    for (let turn = 0; turn < 50; turn++) await new Promise((resolve) => setImmediate(resolve))
    open -= 1
    client.socket.end()
  })
  onTestFinished(() => peer[Symbol.asyncDispose]())
  const turns = [1, 2, 3].map(async () => {
    const record = await stageOn({ endpoints: { component: peer.endpoint } })
    const claimed = await record.stage.components.claim()
    expect(claimed).toEqual({ jid: 'bot.chat.test', secret: 'bot secret', ...peer.endpoint })
    const stream = await record.stage.components.connect()
    await stream.nextHeader()
    record.transcript.noted('component', 'says bot secret')
    expect(record.transcript.toString()).toContain('says [hidden]')
    await record.strike()
  })
  await Promise.all(turns)
  expect(most).toBe(1)
})
