import { afterAll, describe, expect } from 'vitest'
import { defineSpec } from '../catalogue/index.ts'
import { InconclusiveError } from '../core/errors.ts'
import { scriptedServer } from '../session/scripted-server.ts'
import { useRuntime } from './runtime.ts'
import { conformance } from './verify.ts'

const requirement = (level: 'MUST' | 'SHOULD') => ({ level, covers: [], says: 'something' }) as const
const spec = defineSpec({
  id: 'rfc6121',
  title: 'XMPP: Instant Messaging and Presence',
  url: (section) => `https://example.org/#${section}`,
  requirements: {
    '8.5/holds': requirement('MUST'),
    '8.5/warns': requirement('SHOULD'),
    '8.5/is-known': requirement('MUST'),
    '8.5/needs-more': { ...requirement('MUST'), needs: ['mam'] },
  },
})

const server = await scriptedServer()
useRuntime(() => ({
  target: server.target,
  components: [],
  provisioner: server.provisioner,
  promises: [],
  strict: false,
  knownFailures: [
    { requirement: 'rfc6121/8.5/is-known', link: 'https://example.org/1', reason: 'what came' },
  ],
  patience: 2000,
  seed: 7,
}))
const verify = conformance(spec)

describe('verifications', () => {
  // biome-ignore lint/correctness/noEmptyPattern: vitest looks for fixtures in the first argument
  afterAll(async ({}, { tasks }) => {
    await server[Symbol.asyncDispose]()
    const metas = tasks.map(({ meta }) => meta.verification)
    expect(
      metas.map((meta) => [meta?.result.requirement, meta?.result.situation, meta?.result.outcome.kind]),
    ).toEqual([
      ['rfc6121/8.5/holds', 'romeo is there', 'passed'],
      ['rfc6121/8.5/warns', 'romeo is not there', 'warned'],
      ['rfc6121/8.5/is-known', 'romeo is elsewhere', 'known-failure'],
      ['rfc6121/8.5/needs-more', 'romeo looks back', 'not-applicable'],
    ])
    expect(tasks.map(({ name }) => name)).toContain('rfc6121/8.5/holds · romeo is there')
    expect(tasks.map(({ mode }) => mode)).toEqual(['run', 'run', 'run', 'skip'])
    expect(metas[0]?.result).toMatchObject({
      spec: 'rfc6121',
      section: '8.5',
      level: 'MUST',
      says: 'something',
      url: 'https://example.org/#8.5',
      observed: ['at once'],
    })
    expect(metas[0]?.localparts).toEqual([expect.stringMatching(/^romeo-/)])
    expect(metas[0]?.mayLog).toEqual([{ source: 'boom', flags: '' }])
  })

  verify('8.5/holds', 'romeo is there', async ({ accounts, observe, serverMayLog }) => {
    const [romeo] = await accounts.create('romeo')
    await romeo.login()
    observe('at once')
    serverMayLog(/boom/)
  })
  verify('8.5/warns', 'romeo is not there', async () => expect(1).toBe(2))
  verify('8.5/is-known', 'romeo is elsewhere', async () => expect(1).toBe(2))
  verify('8.5/needs-more', 'romeo looks back', async () => {
    throw new InconclusiveError('never asked')
  })
})
