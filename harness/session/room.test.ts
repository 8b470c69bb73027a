import { describe, expect, test } from 'vitest'
import type { Element } from '../core/element.ts'
import { InconclusiveError } from '../core/errors.ts'
import type { PeerConnection } from '../wire/scripted-peer.ts'
import { xml } from '../wire/xml.ts'
import { MUC_USER, Room, statusCodes } from './room.ts'
import { sessionTo } from './scripted-server.ts'

const room = new Room('muc.chat.test', 'garden')

/** Lets romeo in; every iq is answered in this way. What it was asked is left in `asked`. */
function service(codes: readonly string[], iqType = 'result') {
  const asked: Element[] = []
  const script = async (client: PeerConnection) => {
    for (;;) {
      const said = await client.element()
      asked.push(said)
      if (said.name === 'iq') client.send(`<iq type='${iqType}' id='${said.id}' from='${room.jid}'/>`)
      else {
        client.send(
          `<presence from='${room.jid}/juliet'/><presence from='${room.jid}/romeo'><x xmlns='${MUC_USER}'>`,
          ...codes.map((code) => `<status code='${code}'/>`),
          `</x></presence><message from='${room.jid}' type='groupchat'><body>old</body></message>`,
          `<message from='${room.jid}' type='groupchat'><subject/></message>`,
        )
      }
    }
  }
  return { asked, script }
}

test('addresses', () => {
  expect([room.jid, room.occupant('romeo')]).toEqual(['garden@muc.chat.test', 'garden@muc.chat.test/romeo'])
  expect(room.entry('romeo', [xml`<password xmlns='http://jabber.org/protocol/muc'>p</password>`])).toEqual(
    xml`<presence to='garden@muc.chat.test/romeo'><x xmlns='http://jabber.org/protocol/muc'><password>p</password></x></presence>`,
  )
})

test('status codes stand in order', () => {
  const presence = xml`<presence><x xmlns='${MUC_USER}'><item/><status code='110'/><status code='201'/><status/></x></presence>`
  expect(statusCodes(presence)).toEqual(['110', '201', ''])
  expect(statusCodes(xml`<presence/>`)).toEqual([])
})

describe('entering', () => {
  test('a room that exists waits for self-presence and the subject', async () => {
    const { asked, script } = service(['110'])
    const session = await sessionTo(script)
    const answer = await room.enter(session, 'romeo')
    expect(answer.from).toBe(room.occupant('romeo'))
    expect(session.inbox.at(-1)?.element.child('subject')).toBeDefined()
    expect(asked.map(({ name }) => name)).toEqual(['presence'])
  })

  test('a room that is new opens it with its default options', async () => {
    const { asked, script } = service(['110', '201'])
    const answer = await room.create(await sessionTo(script), 'romeo')
    expect(statusCodes(answer)).toContain('201')
    expect(asked.map(({ name }) => name)).toEqual(['presence', 'iq'])
    expect(asked[1]?.child('query')?.child('x')).toEqual(xml`<x xmlns='jabber:x:data' type='submit'/>`)
  })

  test('a room that is new sets the options that are given', async () => {
    const { asked, script } = service(['110', '201'])
    await room.create(await sessionTo(script), 'romeo', { 'muc#roomconfig_membersonly': '1' })
    const fields = asked.at(-1)?.child('query')?.child('x')?.elements()
    expect(fields?.map(({ attrs }) => attrs['var'])).toEqual(['FORM_TYPE', 'muc#roomconfig_membersonly'])
    expect(fields?.map((field) => field.child('value')?.text())).toEqual([
      'http://jabber.org/protocol/muc#roomconfig',
      '1',
    ])
  })

  test('is inconclusive when the service refuses', async () => {
    const session = await sessionTo(async (client) => {
      await client.element()
      client.send(`<presence type='error' from='${room.occupant('romeo')}'/>`)
    })
    const attempt = room.enter(session, 'romeo')
    await expect(attempt).rejects.toThrow(InconclusiveError)
    await expect(attempt).rejects.toThrow(/^could not enter garden@muc\.chat\.test: <presence .*type='error'/)
  })

  test('is inconclusive when the service does not answer', async () => {
    const session = await sessionTo(() => {}, { patience: 200 })
    await expect(room.enter(session, 'romeo')).rejects.toThrow(
      /^could not prepare romeo in garden@muc\.chat\.test:\nexpected {2}<presence from='garden@muc\.chat\.test\/romeo'> at romeo within 200 ms/,
    )
  })

  test('is inconclusive when the options are refused', async () => {
    const { script } = service(['110', '201'], 'error')
    await expect(room.create(await sessionTo(script), 'romeo')).rejects.toThrow(
      /^could not configure garden@muc\.chat\.test: <iq .*type='error'/,
    )
  })
})
