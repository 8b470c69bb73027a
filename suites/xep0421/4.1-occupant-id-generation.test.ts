import { conformance, expect, type Room, type Session, xml } from '#conformance'
import { gather } from '../xep0045/gather.ts'
import { occupantId } from './occupant-id.ts'
import { xep0421 } from './requirements.ts'

const verify = conformance(xep0421)

/** The own id, as one who enters is told it; the room is left again. */
async function visit(room: Room, session: Session, nick: string): Promise<string> {
  const sent = session.send(room.entry(nick))
  const entered = await session.next(
    xml`<presence from='${room.occupant(nick)}'><x xmlns='http://jabber.org/protocol/muc#user'><status code='110'/></x></presence>`,
  )
  expect(entered).toFit({ type: null })
  session.send(xml`<presence to='${room.occupant(nick)}' type='unavailable' id='${sent.id}-exit'/>`)
  await session.next({ name: 'presence', from: room.occupant(nick), type: 'unavailable' })
  return occupantId(entered)
}

verify('4.1/stable', 'juliet comes again, from another client and under another nickname', async (stage) => {
  const [room] = await gather(stage, ['romeo'])
  const [client] = await stage.accounts.create('juliet')
  const balcony = await client.login({ resource: 'balcony' })
  const chamber = await client.login({ resource: 'chamber' })
  const first = await visit(room, balcony, 'juliet')
  expect(await visit(room, balcony, 'juliet'), 'at another visit').toBe(first)
  expect(await visit(room, balcony, 'capulet'), 'under another nickname').toBe(first)
  expect(await visit(room, chamber, 'juliet'), 'from another client').toBe(first)
})

verify('4.1/unique', 'juliet and mercutio come under one nickname after each other', async (stage) => {
  const [room, romeo] = await gather(stage, ['romeo'])
  const clients = await stage.accounts.create('juliet', 'mercutio')
  const [juliet, mercutio] = await Promise.all([clients[0].login(), clients[1].login()])
  const ids = [await visit(room, juliet, 'masked'), await visit(room, mercutio, 'masked')]
  const sent = romeo.send(
    xml`<message to='${room.jid}' type='groupchat'><body>Who goes there?</body></message>`,
  )
  ids.push(occupantId(await romeo.next({ name: 'message', id: sent.id })))
  expect(new Set(ids).size, ids.join(' ')).toBe(3)
})

verify('4.1/pseudonymous', 'juliet is recognized neither by her JID nor by a hash of it', async (stage) => {
  const [room] = await gather(stage, ['romeo'])
  const [client] = await stage.accounts.create('juliet')
  const juliet = await client.login()
  const id = await visit(room, juliet, 'masked')
  for (const known of [client.bareJid, client.localpart]) {
    expect(id.toLowerCase()).not.toContain(known)
    expect(id).not.toContain(Buffer.from(known).toString('base64').replace(/=+$/, ''))
  }
  const known = [client.bareJid, `${client.bareJid}${room.jid}`, `${room.jid}${client.bareJid}`]
  const guesses = await Promise.all(
    known.flatMap((text) =>
      ['SHA-1', 'SHA-256', 'SHA-512'].map(async (hash) =>
        Buffer.from(await crypto.subtle.digest(hash, Buffer.from(text))),
      ),
    ),
  )
  const encodings = ['hex', 'base64', 'base64url'] as const
  expect(guesses.flatMap((guess) => encodings.map((encoding) => guess.toString(encoding)))).not.toContain(id)
})

verify('4.1/differs-between-rooms', 'juliet visits two rooms', async (stage) => {
  const [verona, romeo] = await gather(stage, ['romeo'])
  const mantua = stage.rooms.fresh('mantua')
  await mantua.create(romeo, 'romeo')
  const [client] = await stage.accounts.create('juliet')
  const juliet = await client.login()
  expect(await visit(mantua, juliet, 'juliet')).not.toBe(await visit(verona, juliet, 'juliet'))
})

verify('4.1/short', 'one with a long JID comes', async (stage) => {
  const [room] = await gather(stage, ['romeo'])
  const [client] = await stage.accounts.create('juliet'.padEnd(120, '-capulet'))
  const juliet = await client.login()
  expect((await visit(room, juliet, 'juliet')).length).toBeLessThanOrEqual(128)
})
