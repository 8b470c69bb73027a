import { conformance, expect, type Session, type Stage, xml } from '#conformance'
import { xep0077 } from './requirements.ts'
import { ask, field, LET_IN, loginBy, question, REFUSED, REGISTER, wish } from './stranger.ts'

const verify = conformance(xep0077)

const REMOVE = field('remove')

for (const situation of ['to nobody', 'to the server'] as const) {
  verify('3.2/removes-the-account', situation, async (stage) => {
    const [romeo] = await stage.accounts.create('romeo')
    const orchard = await romeo.connect()
    const to = situation === 'to nobody' ? undefined : stage.target.domain

    const answer = await orchard.request(wish(REMOVE).withAttrs({ to }))

    expect(answer).toFit({ name: 'iq', type: 'result' })
    expect(await loginBy(stage, romeo, romeo.password)).toFit(REFUSED)
  })
}

verify('3.2/nobody-elses-account', 'a user who names another as the sender', async (stage) => {
  const [romeo, juliet] = await stage.accounts.create('romeo', 'juliet')
  const orchard = await romeo.connect()

  orchard.send(wish(REMOVE).withAttrs({ from: juliet.bareJid }))

  // Refused, corrected or the end of the stream: whichever comes, juliet is as she was.
  await orchard.stream.next('an answer or the end', ({ kind }) => kind === 'element' || kind === 'end')
  expect(await loginBy(stage, juliet, juliet.password)).toFit(LET_IN)
})

verify('3.2/nobody-elses-account', 'a stranger who names a user as the sender', async (stage) => {
  const [juliet] = await stage.accounts.create('juliet')
  const { stream } = await stage.wire.secured()

  stream.send(wish(REMOVE).withAttrs({ from: juliet.bareJid, id: 'cancel' }))

  await stream.next('an answer or the end', ({ kind }) => kind === 'element' || kind === 'end')
  expect(await loginBy(stage, juliet, juliet.password)).toFit(LET_IN)
})

verify('3.2/ends-all-sessions', 'the session that cancels, and another', async ({ accounts }) => {
  const [romeo] = await accounts.create('romeo')
  const orchard = await romeo.login({ resource: 'orchard' })
  const street = await romeo.login({ resource: 'street' })

  orchard.send(wish(REMOVE))

  for (const session of [orchard, street]) {
    const error = await session.stream.nextElement('a stream error', ({ name }) => name === 'error')
    expect(error).toBeStreamError('not-authorized')
    await session.stream.closed()
  }
})

verify('3.2/cancels-subscriptions', 'two who see each other', async ({ accounts }) => {
  const [romeo, juliet] = await accounts.create('romeo', 'juliet')
  const orchard = await romeo.login({ resource: 'orchard' })
  const balcony = await juliet.login({ resource: 'balcony' })
  await subscribe(orchard, balcony)
  await subscribe(balcony, orchard)

  orchard.send(wish(REMOVE))

  await balcony.next({ name: 'presence', type: 'unsubscribe', from: romeo.bareJid })
  await balcony.next({ name: 'presence', type: 'unsubscribed', from: romeo.bareJid })
  const roster = await balcony.request(xml`<iq type='get'><query xmlns='jabber:iq:roster'/></iq>`)
  const item = roster
    .child('query', 'jabber:iq:roster')
    ?.elements()
    .find(({ attrs }) => attrs['jid'] === romeo.bareJid)
  expect(item?.attrs['subscription'] ?? 'none', "juliet's subscription to romeo").toBe('none')
})

async function subscribe(user: Session, contact: Session): Promise<void> {
  user.send(xml`<presence type='subscribe' to='${contact.bareJid}'/>`)
  await contact.next({ name: 'presence', type: 'subscribe', from: user.bareJid })
  contact.send(xml`<presence type='subscribed' to='${user.bareJid}'/>`)
  await user.next({ name: 'presence', type: 'subscribed', from: contact.bareJid })
}

verify('3.2/stamps-the-full-jid', 'a service on a component', async ({ accounts, components }) => {
  const [romeo] = await accounts.create('romeo')
  const orchard = await romeo.connect({ resource: 'orchard' })
  const service = await components.peer('registrar')

  const sent = orchard.send(wish(REMOVE).withAttrs({ to: service.bareJid }))

  const asked = await service.next({ name: 'iq', id: sent.id })
  expect(asked).toFit({ type: 'set', from: orchard.jid })
  expect(asked.child('query', REGISTER)?.child('remove', REGISTER), 'the wish').toBeDefined()
  service.send(xml`<iq type='result' id='${sent.id}' to='${orchard.jid}' from='${service.bareJid}'/>`)
  await orchard.next({ name: 'iq', type: 'result', id: sent.id })
})

verify('3.2/service-goes-by-the-bare-jid', 'a room, and another resource', async ({ accounts, rooms }) => {
  const [romeo, juliet] = await accounts.create('romeo', 'juliet')
  const owner = await romeo.login()
  const room = rooms.fresh()
  await room.enter(owner, 'romeo')
  await room.administer(owner, { affiliation: 'member', jid: juliet.bareJid })
  const balcony = await juliet.login({ resource: 'balcony' })
  const chamber = await juliet.login({ resource: 'chamber' })
  await room.reserve(balcony, 'capulet')

  const answer = await chamber.request(wish(REMOVE).withAttrs({ to: room.jid }))

  expect(answer).toFit({ name: 'iq', type: 'result' })
  const now = await balcony.request(question.withAttrs({ to: room.jid }))
  expect(now).not.toFit(xml`<iq><query xmlns='jabber:iq:register'><registered/></query></iq>`)
})

for (const [situation, beside] of Object.entries({
  'a name': ({ localpart }: { localpart: string }) => field('username', localpart),
  'a password': () => field('password', 'wherefore'),
})) {
  verify('3.2/bad-request-beside-the-wish', situation, async (stage: Stage) => {
    const [romeo] = await stage.accounts.create('romeo')
    const orchard = await romeo.connect()

    const answer = await orchard.request(wish(REMOVE, beside(romeo)))

    expect(answer).toBeStanzaError('bad-request')
    expect(await loginBy(stage, romeo, romeo.password)).toFit(LET_IN)
  })
}

verify('3.2/refuses-who-has-no-registration', 'before login', async ({ wire, service }) => {
  const { stream } = await wire.secured(service('open-registration'))

  const answer = await ask(stream, wish(REMOVE))

  expect(answer).toBeStanzaError(['registration-required', 'unexpected-request'])
})
