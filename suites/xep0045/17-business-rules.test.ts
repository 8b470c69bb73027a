import { conformance, type Element, expect, statusCodes, xml } from '#conformance'
import { gather } from './gather.ts'
import { xep0045 } from './requirements.ts'

const verify = conformance(xep0045)

verify('17.1/no-invisible-nicknames', 'mercutio enters as three spaces', async (stage) => {
  const [room, romeo] = await gather(stage, ['romeo'])
  const [client] = await stage.accounts.create('mercutio')
  const mercutio = await client.login()
  const sent = mercutio.send(room.entry('   '))
  expect(await mercutio.next({ name: 'presence', id: sent.id })).toFit({ type: 'error' })
  const heard = await stage.fence.throughRoom(romeo, room.jid, [romeo])
  expect(heard.by(romeo)).not.toContainStanza({ name: 'presence' })
})

for (const [situation, nick, type] of [
  ['mercutio, who is not inside, writes to romeo', '/romeo', 'chat'],
  ['mercutio, who is not inside, writes to the room', '', 'groupchat'],
] as const) {
  verify('17.2/nobody-hears-outsiders', situation, async (stage) => {
    const [room, romeo] = await gather(stage, ['romeo'])
    const [client] = await stage.accounts.create('mercutio')
    const mercutio = await client.login()
    const sent = mercutio.send(
      xml`<message to='${room.jid}${nick}' type='${type}'><body>Queen Mab</body></message>`,
    )
    await stage.fence.roundTrip(mercutio)
    const heard = await stage.fence.throughRoom(romeo, room.jid, [romeo])
    expect(heard.by(romeo)).not.toContainStanza({ name: 'message', id: sent.id })
  })
}

verify('17.2/no-room-to-speak-in', 'mercutio speaks where no room is', async (stage) => {
  const [client] = await stage.accounts.create('mercutio')
  const mercutio = await client.login()
  const room = stage.rooms.fresh('elsinore')
  const sent = mercutio.send(
    xml`<message to='${room.jid}' type='groupchat'><body>Who's there?</body></message>`,
  )
  expect(await mercutio.next({ name: 'message', id: sent.id })).toBeStanzaError('item-not-found')
})

verify('17.2/passes-extensions-on', 'juliet sends more than a body', async (stage) => {
  const [room, romeo, juliet] = await gather(stage, ['romeo', 'juliet'])
  juliet.send(xml`
    <message to='${room.jid}' type='groupchat' id='extended'>
      <body>Stay!</body>
      <html xmlns='http://jabber.org/protocol/xhtml-im'>
        <body xmlns='http://www.w3.org/1999/xhtml'><em>Stay!</em></body>
      </html>
      <extension xmlns='urn:example:extension' mood='sad'/>
    </message>`)
  expect(await romeo.next({ name: 'message', id: 'extended' })).toFit(xml`
    <message type='groupchat'>
      <body>Stay!</body>
      <html xmlns='http://jabber.org/protocol/xhtml-im'>
        <body xmlns='http://www.w3.org/1999/xhtml'><em>Stay!</em></body>
      </html>
      <extension xmlns='urn:example:extension' mood='sad'/>
    </message>`)
})

for (const [situation, type] of [
  ['mercutio probes', 'probe'],
  ['mercutio becomes unavailable', 'unavailable'],
  ['mercutio sends presence of an unknown type', 'absent'],
] as const) {
  verify('17.3/typed-presence-does-not-enter', situation, async (stage) => {
    const [room, romeo] = await gather(stage, ['romeo'])
    const [client] = await stage.accounts.create('mercutio')
    const mercutio = await client.login()
    mercutio.send(room.entry('mercutio').withAttrs({ type }))
    await stage.fence.roundTrip(mercutio)
    const heard = await stage.fence.throughRoom(romeo, room.jid, [romeo])
    expect(heard.by(romeo)).not.toContainStanza({ from: room.occupant('mercutio') })
  })
}

verify('17.3/probes-do-not-leave', 'juliet probes romeo and herself', async (stage) => {
  const [room, romeo, juliet] = await gather(stage, ['romeo', 'juliet'])
  juliet.send(xml`<presence to='${room.occupant('romeo')}' type='probe'/>`)
  juliet.send(xml`<presence to='${room.occupant('juliet')}' type='probe'/>`)
  const said = juliet.send(xml`<message to='${room.jid}' type='groupchat'><body>Still here</body></message>`)
  expect(await juliet.next({ name: 'message', id: said.id })).toFit({ type: 'groupchat' })
  const heard = await stage.fence.throughRoom(romeo, room.jid, [romeo])
  expect(heard.by(romeo)).toContainStanza({ name: 'message', id: said.id })
  expect(heard.by(romeo)).not.toContainStanza({ from: room.occupant('juliet'), type: 'unavailable' })
})

verify('17.3/entering-again-synchronizes', 'mercutio, who is inside, enters again', async (stage) => {
  const [room, romeo, , mercutio] = await gather(stage, ['romeo', 'juliet', 'mercutio'])
  romeo.send(xml`<message to='${room.jid}' type='groupchat' id='soft'><body>But, soft!</body></message>`)
  await stage.fence.throughRoom(romeo, room.jid, [mercutio])

  mercutio.send(room.entry('mercutio'))
  await mercutio.next({ name: 'presence', from: room.occupant('mercutio') })
  const heard = (await stage.fence.throughRoom(mercutio, room.jid, [mercutio])).by(mercutio)
  const kind = (element: Element) => {
    if (element.name === 'presence') {
      return statusCodes(element).includes('110')
        ? 'self-presence'
        : (element.from?.replace(/.*\//, '') ?? '')
    }
    return element.child('body') === undefined ? 'subject' : 'history'
  }
  const kinds = heard.stanzas.map(({ element }) => kind(element))
  expect(kinds.slice(0, 2).sort()).toEqual(['juliet', 'romeo'])
  expect([...new Set(kinds.slice(2))]).toEqual(['self-presence', 'history', 'subject'])
})

verify('17.3/ignores-exits-of-strangers', 'mercutio, who is not inside, leaves as romeo', async (stage) => {
  const [room, romeo] = await gather(stage, ['romeo'])
  const [client] = await stage.accounts.create('mercutio')
  const mercutio = await client.login()
  await stage.fence.roundTrip(mercutio)
  mercutio.send(xml`<presence to='${room.occupant('romeo')}' type='unavailable'/>`)
  const answered = await stage.fence.roundTrip(mercutio)
  const heard = await stage.fence.throughRoom(romeo, room.jid, [romeo])
  expect(answered.by(mercutio)).not.toContainStanza({ name: 'presence' })
  expect(heard.by(romeo)).not.toContainStanza({ name: 'presence' })
})

verify('17.3/states-of-its-own-alone', 'juliet, a participant, claims to own the room', async (stage) => {
  const [room, romeo, juliet] = await gather(stage, ['romeo', 'juliet'])
  juliet.send(xml`
    <presence to='${room.occupant('juliet')}'>
      <show>chat</show>
      <x xmlns='http://jabber.org/protocol/muc#user'>
        <item affiliation='owner' role='moderator'/><status code='301'/>
      </x>
    </presence>`)
  const told = await romeo.next(xml`<presence from='${room.occupant('juliet')}'><show>chat</show></presence>`)
  const extensions = told.childrenNamed('x', 'http://jabber.org/protocol/muc#user')
  expect(extensions.map((x) => x.child('item')?.attrs['affiliation'])).toEqual(['none'])
  expect(statusCodes(told)).not.toContain('301')
})

verify('17.3/passes-presence-on', 'juliet tells her mood and what her client can', async (stage) => {
  const [room, romeo, juliet] = await gather(stage, ['romeo', 'juliet'])
  juliet.send(xml`
    <presence to='${room.occupant('juliet')}'>
      <show>dnd</show>
      <status>Sweet sorrow</status>
      <c xmlns='http://jabber.org/protocol/caps' hash='sha-1' node='urn:example:client' ver='q07IKJEyjvHSyhy//CH0CxmKi8w='/>
    </presence>`)
  const told = await romeo.next(xml`<presence from='${room.occupant('juliet')}'><show>dnd</show></presence>`)
  expect(told).toFit(xml`
    <presence>
      <status>Sweet sorrow</status>
      <c xmlns='http://jabber.org/protocol/caps' node='urn:example:client' ver='q07IKJEyjvHSyhy//CH0CxmKi8w='/>
    </presence>`)
})

verify(
  '17.3/role-and-affiliation-always',
  'juliet comes, is away, changes her nickname and goes',
  async (stage) => {
    const [room, romeo] = await gather(stage, ['romeo'])
    const [client] = await stage.accounts.create('juliet')
    const juliet = await client.login()
    await room.enter(juliet, 'juliet')
    juliet.send(xml`<presence to='${room.occupant('juliet')}'><show>away</show></presence>`)
    juliet.send(xml`<presence to='${room.occupant('capulet')}'/>`)
    juliet.send(xml`<presence to='${room.occupant('capulet')}' type='unavailable'/>`)
    await juliet.next({ name: 'presence', from: room.occupant('capulet'), type: 'unavailable' })
    const heard = await stage.fence.throughRoom(romeo, room.jid, [romeo])
    const told = heard
      .by(romeo)
      .stanzas.map(({ element }) => element)
      .filter(({ name }) => name === 'presence')
    const items = told.map((presence) =>
      presence.child('x', 'http://jabber.org/protocol/muc#user')?.child('item'),
    )
    expect(items.map((item) => [item?.attrs['affiliation'], item?.attrs['role']])).toEqual([
      ['none', 'participant'],
      ['none', 'participant'],
      ['none', expect.stringMatching(/^(participant|none)$/)],
      ['none', 'participant'],
      ['none', 'none'],
    ])
  },
)

verify(
  '17.3/tells-what-was-lost',
  'juliet was a member with voice, loses both and is away',
  async (stage) => {
    const [room, romeo, juliet] = await gather(stage, ['romeo', 'juliet'])
    await room.administer(romeo, { affiliation: 'member', jid: juliet.bareJid })
    await stage.fence.throughRoom(romeo, room.jid, [romeo])
    await room.administer(romeo, { affiliation: 'none', jid: juliet.bareJid })
    await room.administer(romeo, { nick: 'juliet', role: 'visitor' })
    juliet.send(xml`<presence to='${room.occupant('juliet')}'><show>away</show></presence>`)
    await romeo.next(xml`<presence from='${room.occupant('juliet')}'><show>away</show></presence>`)
    const heard = await stage.fence.throughRoom(romeo, room.jid, [romeo])
    const told = heard
      .by(romeo)
      .stanzas.map(({ element }) => element)
      .filter(({ name }) => name === 'presence')
    const items = told.map((presence) =>
      presence.child('x', 'http://jabber.org/protocol/muc#user')?.child('item'),
    )
    expect(items.map((item) => [item?.attrs['affiliation'], item?.attrs['role']])).toEqual([
      ['none', 'participant'],
      ['none', 'visitor'],
      ['none', 'visitor'],
    ])
  },
)

verify('17.3/full-jid', 'romeo, a moderator, is told who juliet is', async (stage) => {
  const [room, romeo] = await gather(stage, ['romeo'])
  const [client] = await stage.accounts.create('juliet')
  const juliet = await client.login({ resource: 'balcony' })
  juliet.send(room.entry('juliet'))
  const told = await romeo.next({ name: 'presence', from: room.occupant('juliet') })
  const item = told.child('x', 'http://jabber.org/protocol/muc#user')?.child('item')
  expect(item?.attrs['jid']).toBe(juliet.jid)
})

verify('17.4/hides-both-ends', 'juliet asks mercutio for the time, and he answers', async (stage) => {
  const [room, , juliet, mercutio] = await gather(stage, ['romeo', 'juliet', 'mercutio'])
  const sent = juliet.send(
    xml`<iq type='get' to='${room.occupant('mercutio')}'><time xmlns='urn:xmpp:time'/></iq>`,
  )
  const asked = await mercutio.next(xml`<iq type='get'><time xmlns='urn:xmpp:time'/></iq>`)
  expect(asked).toFit({ from: room.occupant('juliet') })
  expect(asked.toString()).not.toContain(juliet.bareJid)

  mercutio.send(
    xml`<iq type='result' to='${asked.from ?? ''}' id='${asked.id ?? ''}'><time xmlns='urn:xmpp:time'/></iq>`,
  )
  const answer = await juliet.next({ name: 'iq', type: 'result', id: sent.id })
  expect(answer).toFit({ from: room.occupant('mercutio') })
  expect(answer.toString()).not.toContain(mercutio.bareJid)
})

verify('17.4/role-or-affiliation', 'romeo sets role and affiliation of juliet at once', async (stage) => {
  const [room, romeo, juliet] = await gather(stage, ['romeo', 'juliet'])
  const answer = await romeo.request(xml`
    <iq type='set' to='${room.jid}'>
      <query xmlns='http://jabber.org/protocol/muc#admin'>
        <item nick='juliet' jid='${juliet.bareJid}' role='moderator' affiliation='member'/>
      </query>
    </iq>`)
  expect(answer).toBeStanzaError('bad-request')
})

verify('17.4/role-lists-are-complete', 'romeo asks who is a participant', async (stage) => {
  const [room, romeo, juliet] = await gather(stage, ['romeo', 'juliet'])
  const answer = await romeo.request(xml`
    <iq type='get' to='${room.jid}'>
      <query xmlns='http://jabber.org/protocol/muc#admin'><item role='participant'/></query>
    </iq>`)
  expect(answer).toFit(xml`
    <iq type='result'>
      <query xmlns='http://jabber.org/protocol/muc#admin'>
        <item nick='juliet' role='participant' affiliation='none' jid='${juliet.jid}'/>
      </query>
    </iq>`)
})

verify(
  '17.4/affiliation-lists-hold-no-roles',
  'romeo asks who is a member where juliet is',
  async (stage) => {
    const [room, romeo, juliet] = await gather(stage, ['romeo', 'juliet'])
    await room.administer(romeo, { affiliation: 'member', jid: juliet.bareJid })
    const answer = await romeo.request(xml`
    <iq type='get' to='${room.jid}'>
      <query xmlns='http://jabber.org/protocol/muc#admin'><item affiliation='member'/></query>
    </iq>`)
    const items = answer.child('query', 'http://jabber.org/protocol/muc#admin')?.elements() ?? []
    expect(items.map(({ attrs }) => [attrs['jid'], attrs['affiliation'], attrs['role']])).toEqual([
      [juliet.bareJid, 'member', undefined],
    ])
  },
)

verify('17.1/prepares-addresses', 'mercutio writes the name of the room in capitals', async (stage) => {
  const [room] = await gather(stage, ['romeo'])
  const [client] = await stage.accounts.create('mercutio')
  const mercutio = await client.login()
  const [name, service] = room.jid.split('@')
  mercutio.send(room.entry('mercutio').withAttrs({ to: `${name?.toUpperCase()}@${service}/mercutio` }))
  const answer = await mercutio.next({ name: 'presence', from: room.occupant('mercutio') })
  expect(answer).toFit({ type: null })
  expect(statusCodes(answer)).not.toContain('201')
})

for (const [situation, nick] of [
  ['mercutio enters as romeo with a soft hyphen inside', 'ro\u00admeo'],
  ['mercutio enters as romeo in wide letters', '\uff52\uff4f\uff4d\uff45\uff4f'],
] as const) {
  verify('17.1/prepares-addresses', situation, async (stage) => {
    const [room, romeo] = await gather(stage, ['romeo'])
    const [client] = await stage.accounts.create('mercutio')
    const mercutio = await client.login()
    const sent = mercutio.send(room.entry(nick))
    const answer = await mercutio.next({ name: 'presence', id: sent.id })
    expect(answer).toBeStanzaError('conflict')
    const heard = await stage.fence.throughRoom(romeo, room.jid, [romeo])
    expect(heard.by(romeo)).not.toContainStanza({ name: 'presence' })
  })
}

verify('17.1/prepares-addresses', 'mercutio names a room by what no name may hold', async (stage) => {
  const [client] = await stage.accounts.create('mercutio')
  const mercutio = await client.login()
  const to = `ver&ona@${stage.service('muc')}/mercutio`
  const sent = mercutio.send(stage.rooms.fresh().entry('mercutio').withAttrs({ to }))
  expect(await mercutio.next({ name: 'presence', id: sent.id })).toBeStanzaError('jid-malformed')
})

for (const [situation, address] of [
  ['the name of the room is empty', (service: string) => `@${service}/mercutio`],
  ['the nickname is empty', (service: string) => `verona@${service}/`],
] as const) {
  verify('17.1/no-empty-parts', situation, async (stage) => {
    const [client] = await stage.accounts.create('mercutio')
    const mercutio = await client.login()
    const to = address(stage.service('muc'))
    const sent = mercutio.send(stage.rooms.fresh().entry('mercutio').withAttrs({ to }))
    expect(await mercutio.next({ name: 'presence', id: sent.id })).toBeStanzaError('jid-malformed')
  })
}

verify('17.3/passes-a-changed-entry-on', 'juliet, who is inside, enters again and is away', async (stage) => {
  const [room, romeo, juliet] = await gather(stage, ['romeo', 'juliet'])
  const entry = room.entry('juliet')
  juliet.send(entry.withChildren([...entry.children, xml`<show>away</show>`]))
  await juliet.next(xml`<presence from='${room.occupant('juliet')}'><show>away</show></presence>`)
  const heard = await stage.fence.throughRoom(romeo, room.jid, [romeo])
  expect(heard.by(romeo)).toContainStanza(
    xml`<presence from='${room.occupant('juliet')}'><show>away</show></presence>`,
  )
})
