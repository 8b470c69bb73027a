import { type Client, expect, type Room, type Session, type Stage, xml } from '#conformance'
import type { Kept } from './kept.ts'

/** A persistent room whose owner is inside. */
async function persistentRoom({ accounts, rooms }: Stage, options: Readonly<Record<string, string>> = {}) {
  const [romeo]: [Client] = await accounts.create('romeo')
  const orchard = await romeo.login({ resource: 'orchard' })
  const room = rooms.fresh()
  await room.create(orchard, 'romeo', { 'muc#roomconfig_persistentroom': '1', ...options })
  return { romeo, orchard, room }
}

export const roomConfiguration: Kept = async (stage) => {
  const { romeo, room } = await persistentRoom(stage, {
    'muc#roomconfig_roomname': 'The orchard',
    'muc#roomconfig_membersonly': '1',
  })
  return async () => {
    const again = await romeo.connect()
    const answer = await again.request(
      xml`<iq type='get' to='${room.jid}'><query xmlns='http://jabber.org/protocol/disco#info'/></iq>`,
    )
    expect(answer).toFit(xml`<iq type='result'><query xmlns='http://jabber.org/protocol/disco#info'>
      <identity category='conference' name='The orchard'/>
      <feature var='muc_persistent'/>
      <feature var='muc_membersonly'/>
    </query></iq>`)
  }
}

export const affiliations: Kept = async (stage) => {
  const [juliet, mercutio] = await stage.accounts.create('juliet', 'mercutio')
  const { romeo, orchard, room } = await persistentRoom(stage)
  await room.administer(orchard, { affiliation: 'member', jid: juliet.bareJid })
  await room.administer(orchard, { affiliation: 'outcast', jid: mercutio.bareJid })
  return async () => {
    const again = await romeo.connect()
    for (const [affiliation, { bareJid }] of [
      ['owner', romeo],
      ['member', juliet],
      ['outcast', mercutio],
    ] as const) {
      expect(await listOf(again, room, affiliation)).toFit(xml`<iq type='result'>
        <query xmlns='http://jabber.org/protocol/muc#admin'><item affiliation='${affiliation}' jid='${bareJid}'/></query>
      </iq>`)
    }
  }
}

export const subject: Kept = async (stage) => {
  const [juliet] = await stage.accounts.create('juliet')
  const { orchard, room } = await persistentRoom(stage)
  orchard.send(xml`<message type='groupchat' to='${room.jid}'><subject>Balconies</subject></message>`)
  await orchard.next(xml`<message type='groupchat'><subject>Balconies</subject></message>`)
  return async () => {
    const balcony = await juliet.login({ resource: 'balcony' })
    await room.enter(balcony, 'juliet')
    expect(balcony.heardSoFar).toContainStanza(
      xml`<message type='groupchat'><subject>Balconies</subject></message>`,
    )
  }
}

export const history: Kept = async (stage) => {
  const [juliet] = await stage.accounts.create('juliet')
  const { orchard, room } = await persistentRoom(stage)
  for (const body of ['What light', 'through yonder window']) {
    orchard.send(xml`<message type='groupchat' to='${room.jid}'><body>${body}</body></message>`)
  }
  await stage.fence.throughRoom(orchard, room.jid, [orchard])
  return async () => {
    const balcony = await juliet.login({ resource: 'balcony' })
    await room.enter(balcony, 'juliet')
    const bodies = balcony.inbox
      .filter(({ element }) => element.name === 'message' && element.child('delay', 'urn:xmpp:delay'))
      .map(({ element }) => element.child('body')?.text())
    expect(bodies).toEqual(expect.arrayContaining(['What light', 'through yonder window']))
  }
}

function listOf(session: Session, room: Room, affiliation: string) {
  return session.request(xml`<iq type='get' to='${room.jid}'>
    <query xmlns='http://jabber.org/protocol/muc#admin'><item affiliation='${affiliation}'/></query>
  </iq>`)
}
