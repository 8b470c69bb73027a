import { afterAll, describe, expect } from 'vitest'
import { defineSpec } from '../catalogue/index.ts'
import { InconclusiveError } from '../core/errors.ts'
import { type Lie, rewrites, withholds } from '../lies/index.ts'
import { DOMAIN, scriptedServer } from '../session/scripted-server.ts'
import { createAuthority } from '../wire/certificates.ts'
import { xml } from '../wire/xml.ts'
import { useRuntime } from './runtime.ts'
import { conformance } from './verify.ts'
import './index.ts'

const requirement = { level: 'MUST', covers: [], says: 'something' } as const
const spec = defineSpec({
  id: 'rfc6121',
  title: 'XMPP: Instant Messaging and Presence',
  url: (section) => `https://example.org/#${section}`,
  requirements: {
    '8.5/delivers': requirement,
    '8.5/cannot-tell': requirement,
    '8.5/needs-more': { ...requirement, needs: ['mam'] },
    '8.5/without-lies': requirement,
    '8.5/is-broken': requirement,
  },
})

const message = { name: 'message' }
const answersMore = rewrites({ name: 'iq', type: 'result' }, (iq) => [iq.withAttrs({ id: 'unasked' }), iq])
const lies: Readonly<Record<string, Readonly<Record<string, Lie>>>> = {
  'rfc6121/8.5/delivers': {
    'loses it': withholds(message),
    'does something else': withholds({ name: 'never' }),
    'breaks another rule': answersMore,
  },
  'rfc6121/8.5/cannot-tell': { 'is of no use': withholds(message) },
  'rfc6121/8.5/needs-more': { 'is not asked': withholds(message) },
  'rfc6121/8.5/is-broken': {
    'takes it away again': rewrites({ name: 'message', mended: 'yes' }, (sent) => [
      sent.withAttrs({ mended: undefined }),
    ]),
  },
}

const amends = {
  'rfc6121/8.5/is-broken': {
    'puts right what the server forgets': rewrites(message, (sent) => [sent.withAttrs({ mended: 'yes' })]),
  },
}

const server = await scriptedServer()
const certificate = await (await createAuthority()).issue([DOMAIN])
const credentials = { ...certificate, ofDomain: certificate }
useRuntime(() => ({
  target: server.target,
  components: [],
  provisioner: server.provisioner,
  promises: [],
  strict: false,
  knownFailures: [],
  patience: 2000,
  seed: 7,
  proof: { lies, amends, credentials },
}))
const verify = conformance(spec)

describe('proofs', () => {
  // biome-ignore lint/correctness/noEmptyPattern: vitest looks for fixtures in the first argument
  afterAll(async ({}, { tasks }) => {
    await server[Symbol.asyncDispose]()
    const proofs = tasks.map(({ meta }) => meta.proof)
    const truth = undefined
    expect(proofs.map((proof) => proof && [proof.lie, proof.finding, proof.told])).toEqual([
      [truth, 'survived', false],
      ['loses it', 'killed', true],
      ['does something else', 'survived', false],
      ['breaks another rule', 'inconclusive', true],
      [truth, 'inconclusive', false],
      ['is of no use', 'inconclusive', false],
      undefined,
      undefined,
      [truth, 'killed', false],
      [truth, 'survived', false],
      ['takes it away again', 'killed', true],
    ])
    expect(proofs.slice(-3).map((proof) => proof?.amends.length)).toEqual([0, 1, 1])
    expect(tasks.map(({ name }) => name)).toContain(
      'rfc6121/8.5/delivers · romeo to himself · when the server loses it',
    )
    expect(proofs[1]?.message).toMatch(
      /^expected {2}<message id='1'> at .*meanwhile another client was answered/s,
    )
    expect(proofs[1]?.transcript).toContain("→ <message to='romeo-")
    expect(proofs[2]?.message).toBe('')
    expect(proofs[3]?.message).toMatch(/^expected {2}an answer only to an iq that was sent/)
    expect(proofs[5]?.message).toBe('nobody is there')
  })

  verify('8.5/delivers', 'romeo to himself', async ({ accounts }) => {
    const [romeo] = await accounts.create('romeo')
    const orchard = await romeo.connect()
    orchard.send(xml`<message to='${orchard.jid}' id='1'/>`)
    await orchard.next({ name: 'message', id: '1' })
    await orchard.request(xml`<iq type='get' to='${DOMAIN}'/>`)
  })
  verify('8.5/cannot-tell', 'nobody', async () => {
    throw new InconclusiveError('nobody is there')
  })
  verify('8.5/needs-more', 'romeo looks back', async () => {})
  verify('8.5/without-lies', 'romeo is not proven', async () => {})
  verify('8.5/is-broken', 'romeo to himself', async ({ accounts }) => {
    const [romeo] = await accounts.create('romeo')
    const orchard = await romeo.connect()
    orchard.send(xml`<message to='${orchard.jid}' id='2'/>`)
    expect(await orchard.next({ name: 'message', id: '2' })).toFit({ mended: 'yes' })
  })
})
