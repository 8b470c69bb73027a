import { type Client, conformance, expect, type Stage } from '#conformance'
import { xep0077 } from './requirements.ts'
import { field, LET_IN, loginBy, REFUSED, wish } from './stranger.ts'

const verify = conformance(xep0077)

const change = ({ localpart }: Client, password?: string) =>
  wish(field('username', localpart), field('password', password))

for (const situation of ['to the server', 'to nobody'] as const) {
  verify('3.3/changes-the-password', situation, async (stage) => {
    const [romeo] = await stage.accounts.create('romeo')
    const orchard = await romeo.connect()
    const to = situation === 'to nobody' ? undefined : stage.target.domain

    const answer = await orchard.request(change(romeo, 'by any other name').withAttrs({ to }))

    expect(answer).toFit({ name: 'iq', type: 'result' })
    expect(await loginBy(stage, romeo, 'by any other name')).toFit(LET_IN)
    expect(await loginBy(stage, romeo, romeo.password)).toFit(REFUSED)
  })
}

verify('3.3/changes-the-password', 'to one of other scripts', async (stage) => {
  const [romeo] = await stage.accounts.create('romeo')
  const orchard = await romeo.connect()

  const answer = await orchard.request(change(romeo, 'Ρωμαῖος & Ἰουλιέτα ❤ <3'))

  expect(answer).toFit({ name: 'iq', type: 'result' })
  expect(await loginBy(stage, romeo, 'Ρωμαῖος & Ἰουλιέτα ❤ <3')).toFit(LET_IN)
  expect(await loginBy(stage, romeo, romeo.password)).toFit(REFUSED)
})

verify('3.3/keeps-it-when-empty', 'an empty element', async (stage) => {
  const [romeo] = await stage.accounts.create('romeo')
  const orchard = await romeo.connect()

  await orchard.request(change(romeo))

  expect(await loginBy(stage, romeo, romeo.password)).toFit(LET_IN)
})

verify('3.3/keeps-it-when-empty', 'an opening and a closing tag', async (stage) => {
  const [romeo] = await stage.accounts.create('romeo')
  const orchard = await romeo.connect()

  orchard.stream.send(
    `<iq type='set' id='empty'><query xmlns='jabber:iq:register'><username>${romeo.localpart}</username><password></password></query></iq>`,
  )

  await orchard.next({ name: 'iq', id: 'empty' })
  expect(await loginBy(stage, romeo, romeo.password)).toFit(LET_IN)
})

const incomplete = {
  'no password': ({ localpart }: Client) => wish(field('username', localpart)),
  'no name': () => wish(field('password', 'by any other name')),
}

for (const [situation, request] of Object.entries(incomplete)) {
  const refused = async (stage: Stage) => {
    const [romeo] = await stage.accounts.create('romeo')
    const orchard = await romeo.connect()
    return orchard.request(request(romeo))
  }

  verify('3.3/bad-request-when-incomplete', situation, async (stage) => {
    expect(await refused(stage)).toBeStanzaError('bad-request')
  })

  verify('3.3/does-not-echo', situation, async (stage) => {
    const answer = await refused(stage)
    expect(answer).toFit({ name: 'iq', type: 'error' })
    expect(answer.child('query', 'jabber:iq:register'), 'what was sent').toBeUndefined()
  })
}

verify('3.3/nobody-elses-password', 'another user of the server', async (stage) => {
  const [romeo, juliet] = await stage.accounts.create('romeo', 'juliet')
  const orchard = await romeo.connect()

  const answer = await orchard.request(change(juliet, 'by any other name'))

  expect(answer).toFit({ name: 'iq', type: 'error' })
  expect(await loginBy(stage, juliet, juliet.password)).toFit(LET_IN)
  expect(await loginBy(stage, juliet, 'by any other name')).toFit(REFUSED)
})
