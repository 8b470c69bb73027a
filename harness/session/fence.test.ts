import { describe, expect, onTestFinished, test } from 'vitest'
import { NS } from '../core/element.ts'
import { InconclusiveError } from '../core/errors.ts'
import type { PeerConnection } from '../wire/scripted-peer.ts'
import { Transcript } from '../wire/transcript.ts'
import { xml } from '../wire/xml.ts'
import { Client } from './client.ts'
import { fence } from './fence.ts'
import { DOMAIN, type InPlace, scriptedServer } from './scripted-server.ts'
import type { Session } from './session.ts'

const ROOM = `room@muc.${DOMAIN}`

/** Sessions of romeo, juliet and mercutio on a server that routes between them. */
async function cast(inPlace?: InPlace, patience = 5000): Promise<[Session, Session, Session]> {
  const server = await scriptedServer(inPlace)
  onTestFinished(() => server[Symbol.asyncDispose]())
  const connection = { target: server.target, transcript: new Transcript(), patience, track: () => {} }
  const accounts = await server.provisioner.create(['romeo', 'juliet', 'mercutio'], DOMAIN)
  const sessions = await Promise.all(
    accounts.map((account) => new Client(account, connection).connect({ resource: 'r' })),
  )
  return sessions as [Session, Session, Session]
}

const ids = (stanzas: readonly { readonly element: { readonly id: string | undefined } }[]) =>
  stanzas.map(({ element }) => element.id)

describe('after', () => {
  test('proves what each observer heard, and what none did', async () => {
    const [romeo, juliet, mercutio] = await cast()
    romeo.send(xml`<message to='${juliet.jid}' id='1'/>`)
    romeo.send(xml`<message to='${juliet.bareJid}' id='2'/>`)
    const heard = await fence.after(romeo, [juliet, mercutio])
    expect(heard.by(juliet).who).toBe('juliet/r')
    expect(ids(heard.by(juliet).stanzas)).toEqual(['1', '2'])
    expect(ids(heard.by(mercutio).stanzas)).toEqual([])

    romeo.send(xml`<message to='${juliet.jid}' id='3'/>`)
    expect(ids((await fence.after(romeo, [juliet])).by(juliet).stanzas)).toEqual(['3'])
  })

  test('asks only those whom it was told to ask', async () => {
    const [romeo, juliet, mercutio] = await cast()
    const heard = await fence.after(romeo, [juliet])
    expect(() => heard.by(mercutio)).toThrow('mercutio/r is no observer of this fence')
  })

  test('says whose marker was lost on the way to whom', async () => {
    const [romeo, juliet] = await cast((said) => (said.is('message') ? [] : undefined), 200)
    const lost = fence.after(romeo, [juliet])
    await expect(lost).rejects.toThrow(InconclusiveError)
    await expect(lost).rejects.toThrow(
      /^Fence lost: juliet\/r did not receive the marker from romeo\/r \(fence-ts-\w+\) within 200 ms; last heard /,
    )
  })
})

test('roundTrip proves what a session heard', async () => {
  const [romeo, juliet, mercutio] = await cast((said) =>
    said.child('ping') === undefined
      ? undefined
      : [xml`<message id='late'/>`, xml`<iq type='result' id='${said.id ?? ''}'/>`],
  )
  const heard = await fence.roundTrip(romeo)
  expect(ids(heard.by(romeo).stanzas)).toEqual(['late'])
  expect(() => heard.by(mercutio)).toThrow('mercutio/r is no observer of this fence')
  expect(ids((await fence.roundTrip(juliet)).by(juliet).stanzas)).toEqual(['late'])
})

test('roundTrip of several proves what each heard of what another had sent', async () => {
  let slow: { readonly connection: PeerConnection; readonly answer: string } | undefined
  let caught = false
  const [romeo, juliet] = await cast((said, connection) => {
    if (said.child('ping') === undefined) return undefined
    const answer = xml`<iq type='result' id='${said.id ?? ''}'/>`.toString(NS.client)
    if (slow === undefined) {
      slow = { connection, answer }
      return []
    }
    if (caught) return [answer]
    caught = true
    slow.connection.send(slow.answer)
    return [answer, "<message id='effect'/>"]
  })
  const heard = await fence.roundTrip(romeo, juliet)
  expect(ids([...heard.by(romeo).stanzas, ...heard.by(juliet).stanzas])).toEqual(['effect'])
})

describe('throughRoom', () => {
  test('proves what the room sent to each occupant', async () => {
    const [romeo, juliet] = await cast((said, connection, all) => {
      if (said.type !== 'groupchat') return undefined
      const reflected = said.withAttrs({ from: `${ROOM}/romeo` })
      for (const other of all) if (other !== connection) other.send(reflected.toString(NS.client))
      return [reflected]
    })
    romeo.send(xml`<message to='${ROOM}' type='groupchat' id='1'/>`)
    const heard = await fence.throughRoom(romeo, `${ROOM}/romeo`, [romeo, juliet])
    expect([ids(heard.by(romeo).stanzas), ids(heard.by(juliet).stanzas)]).toEqual([['1'], ['1']])
  })

  test('says which room lost the marker', async () => {
    const [romeo] = await cast(undefined, 200)
    await expect(fence.throughRoom(romeo, ROOM, [romeo])).rejects.toThrow(
      /^Fence lost: romeo\/r did not receive the marker through room@muc\.chat\.test \(fence-ts-\w+\) within 200 ms/,
    )
  })
})
