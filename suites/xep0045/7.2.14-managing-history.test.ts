import { conformance, type Element, expect, xml } from '#conformance'
import { gather } from './gather.ts'
import { xep0045 } from './requirements.ts'

const verify = conformance(xep0045)

const isHistory = (element: Element) =>
  element.child('body') !== undefined && element.child('delay', 'urn:xmpp:delay') !== undefined

const tomorrow = new Date(Date.now() + 86_400_000).toISOString()

for (const [situation, wish, expected] of [
  ['maxchars is 0', { maxchars: '0' }, []],
  ['maxstanzas is 0', { maxstanzas: '0' }, []],
  ['maxstanzas is 2', { maxstanzas: '2' }, ['four', 'five']],
  ['seconds is an hour', { seconds: '3600' }, ['one', 'two', 'three', 'four', 'five']],
  ['since is tomorrow', { since: tomorrow }, []],
  ['since is long ago', { since: '1970-01-01T00:00:00Z' }, ['one', 'two', 'three', 'four', 'five']],
  ['maxstanzas is 2 and since is tomorrow', { maxstanzas: '2', since: tomorrow }, []],
  ['maxstanzas is 2 and seconds is an hour', { maxstanzas: '2', seconds: '3600' }, ['four', 'five']],
] as const) {
  verify('7.2.14/limits-history', situation, async (stage) => {
    const [room, romeo] = await gather(stage, ['romeo'])
    const [client] = await stage.accounts.create('mercutio')
    const mercutio = await client.login()
    for (const word of ['one', 'two', 'three', 'four', 'five']) {
      romeo.send(xml`<message to='${room.jid}' type='groupchat' id='${word}'><body>${word}</body></message>`)
    }
    await romeo.next({ name: 'message', id: 'five' })

    const history = xml`<history xmlns='http://jabber.org/protocol/muc'/>`.withAttrs(wish)
    await room.enter(mercutio, 'mercutio', [history])
    const told = mercutio.inbox.map(({ element }) => element).filter(isHistory)
    const words = told.map(({ id }) => id ?? '')
    // Rooms may keep less than was said; the fence of the preparation is part of what was said.
    expect(words.filter((word) => !word.startsWith('fence'))).toEqual(expected)
  })
}

verify('7.2.14/history-of-whole-stanzas', 'mercutio asks for 1500 characters', async (stage) => {
  const [room, romeo] = await gather(stage, ['romeo'])
  const clients = await stage.accounts.create('mercutio', 'nurse')
  const [mercutio, nurse] = [await clients[0].login(), await clients[1].login()]
  for (const word of ['one', 'two', 'three', 'four', 'five']) {
    const body = `${word} ${'x'.repeat(400)}`
    romeo.send(xml`<message to='${room.jid}' type='groupchat' id='${word}'><body>${body}</body></message>`)
  }
  await romeo.next({ name: 'message', id: 'five' })

  await room.enter(nurse, 'nurse')
  const all = nurse.inbox.map(({ element }) => element).filter(isHistory)
  await room.enter(mercutio, 'mercutio', [
    xml`<history xmlns='http://jabber.org/protocol/muc' maxchars='1500'/>`,
  ])
  const told = mercutio.inbox.map(({ element }) => element).filter(isHistory)

  const bodies = (messages: readonly Element[]) => messages.map((message) => message.child('body')?.text())
  expect(bodies(told), 'the last ones, and whole').toEqual(bodies(all).slice(-told.length))
  // A stanza is 400 characters and what surrounds them: two fit, whatever a server adds, and four do not.
  expect(told.length, 'how many fit').toBeGreaterThanOrEqual(1)
  expect(told.length, 'how many fit').toBeLessThanOrEqual(3)
})

verify('7.2.14/keeps-its-own-limit', 'a room that keeps three messages is asked for all', async (stage) => {
  const [room, romeo] = await gather(stage, ['romeo'], { 'muc#roomconfig_historylength': '3' })
  const [client] = await stage.accounts.create('mercutio')
  const mercutio = await client.login()
  for (const word of ['one', 'two', 'three', 'four', 'five']) {
    romeo.send(xml`<message to='${room.jid}' type='groupchat' id='${word}'><body>${word}</body></message>`)
  }
  await romeo.next({ name: 'message', id: 'five' })

  await room.enter(mercutio, 'mercutio', [
    xml`<history xmlns='http://jabber.org/protocol/muc' since='1970-01-01T00:00:00Z'/>`,
  ])
  const told = mercutio.inbox.map(({ element }) => element).filter(isHistory)
  expect(told.map(({ id }) => id)).toEqual(['three', 'four', 'five'])
})
