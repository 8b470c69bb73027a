import { conformance, expect, type Stage, xml } from '#conformance'
import { xep0077 } from './requirements.ts'
import {
  ask,
  field,
  fieldsOf,
  filledIn,
  formOf,
  LET_IN,
  logIn,
  loginBy,
  question,
  REFUSED,
  registered,
  wish,
} from './stranger.ts'

const verify = conformance(xep0077)

verify('3.1/names-the-required-fields', 'a stranger under TLS', async ({ wire, service }) => {
  const { stream } = await wire.secured(service('open-registration'))

  const answer = await ask(stream, question)

  expect(answer).toFit(xml`<iq type='result'><query xmlns='jabber:iq:register'/></iq>`)
  const wanted = [...fieldsOf(answer), ...formOf(answer).map(({ attrs }) => attrs['var'])]
  expect(wanted, 'what is asked for').toEqual(expect.arrayContaining(['username', 'password']))
})

verify('3.1/takes-a-stranger-for-unregistered', 'a stranger under TLS', async ({ wire, service }) => {
  const { stream } = await wire.secured(service('open-registration'))

  const answer = await ask(stream, question)

  expect(answer).toFit(xml`<iq type='result'><query xmlns='jabber:iq:register'/></iq>`)
  expect(answer).not.toFit(xml`<iq><query xmlns='jabber:iq:register'><registered/></query></iq>`)
})

verify(
  '3.1/registers-who-provides-them',
  'a stranger who goes on to log in',
  async ({ accounts, wire, service }) => {
    const host = service('open-registration')
    const newcomer = { localpart: accounts.unused('romeo'), password: 'wherefore' }
    const { stream, features } = await wire.secured(host)
    const names = fieldsOf(await ask(stream, question))

    const answer = await ask(stream, wish(...filledIn(names, newcomer)))

    accounts.adopt(newcomer, host)
    expect(answer).toFit({ name: 'iq', type: 'result' })
    expect(await logIn(stream, features, newcomer.localpart, newcomer.password)).toFit(LET_IN)
  },
)

for (const [situation, written] of [
  ['the very same', (name: string) => name],
  ['the same after preparation', (name: string) => name.toUpperCase()],
] as const) {
  verify('3.1/conflict-on-a-taken-name', situation, async (stage) => {
    const host = stage.service('open-registration')
    const romeo = await registered(stage, host, 'romeo')
    const { stream } = await stage.wire.secured(host, 'mercutio')
    const names = fieldsOf(await ask(stream, question))
    const localpart = written(romeo.localpart)

    const answer = await ask(stream, wish(...filledIn(names, { localpart, password: 'queen mab' })))

    expect(answer).toBeStanzaError('conflict', 'cancel')
    expect(await loginBy(stage, romeo, romeo.password)).toFit(LET_IN)
    expect(await loginBy(stage, romeo, 'queen mab')).toFit(REFUSED)
  })
}

const formField = (name: string, value: string) =>
  xml`<field xmlns='jabber:x:data' var='${name}'><value>${value}</value></field>`

const incomplete = {
  'no password': ({ accounts }: Stage) => [field('username', accounts.unused('romeo'))],
  'an empty password': ({ accounts }: Stage) => [
    field('username', accounts.unused('romeo')),
    field('password'),
  ],
  'no name': () => [field('password', 'wherefore')],
  neither: () => [],
  'a form without a password': ({ accounts }: Stage) => [
    xml`<x xmlns='jabber:x:data' type='submit'>${[
      formField('FORM_TYPE', 'jabber:iq:register'),
      formField('username', accounts.unused('romeo')),
    ]}</x>`,
  ],
}

for (const [situation, fields] of Object.entries(incomplete)) {
  verify('3.1/not-acceptable-when-incomplete', situation, async (stage) => {
    const { stream } = await stage.wire.secured(stage.service('open-registration'))

    const answer = await ask(stream, wish(...fields(stage)))

    expect(answer).toBeStanzaError('not-acceptable')
  })
}

for (const [situation, localpart] of Object.entries({
  'a space inside': 'ro meo',
  'an at sign': 'romeo@verona.example',
  'nothing but a soft hyphen': '\u00ad',
  'more than 1023 bytes': 'romeo'.repeat(205),
})) {
  verify('3.1/not-acceptable-when-no-name', situation, async ({ wire, service }) => {
    const { stream } = await wire.secured(service('open-registration'))
    const names = fieldsOf(await ask(stream, question))

    const answer = await ask(stream, wish(...filledIn(names, { localpart, password: 'wherefore' })))

    expect(answer).toBeStanzaError(['not-acceptable', 'bad-request', 'jid-malformed'])
    expect(await ask(stream, question)).toFit({ name: 'iq', type: 'result' })
  })
}

verify(
  '3.1/service-unavailable-without-registration',
  'a bytestreams proxy, which has nobody to register',
  async ({ accounts, service }) => {
    const [romeo] = await accounts.create('romeo')
    const orchard = await romeo.connect()

    const answer = await orchard.request(question.withAttrs({ to: service('proxy65') }))

    expect(answer).toBeStanzaError('service-unavailable')
  },
)

for (const situation of ['to the server', 'to nobody'] as const) {
  const ofUser = async ({ accounts, target }: Stage) => {
    const [romeo] = await accounts.create('romeo')
    const orchard = await romeo.connect()
    const to = situation === 'to nobody' ? undefined : target.domain
    return { romeo, answer: await orchard.request(question.withAttrs({ to })) }
  }

  verify('3.1/tells-who-is-registered', situation, async (stage) => {
    const { answer } = await ofUser(stage)
    const registered = answer.child('query', 'jabber:iq:register')?.child('registered')
    expect(answer).toFit(xml`<iq type='result'><query xmlns='jabber:iq:register'><registered/></query></iq>`)
    expect(registered?.children, 'what <registered/> holds').toEqual([])
  })

  verify('3.1/shows-what-is-on-file', situation, async (stage) => {
    const { romeo, answer } = await ofUser(stage)
    expect(answer).toFit(
      xml`<iq><query xmlns='jabber:iq:register'><username>${romeo.localpart}</username></query></iq>`,
    )
  })

  verify('3.1/repeats-the-instructions', situation, async (stage) => {
    const { answer } = await ofUser(stage)
    expect(answer).toFit(xml`<iq><query xmlns='jabber:iq:register'><instructions/></query></iq>`)
  })
}

verify('3.1.1/limits-registrations', 'two attempts, one after the other', async (stage) => {
  const host = stage.service('limited-registration')
  const attempt = async () => {
    const newcomer = { localpart: stage.accounts.unused('romeo'), password: 'wherefore' }
    const { stream } = await stage.wire.secured(host)
    const names = fieldsOf(await ask(stream, question))
    const answer = await ask(stream, wish(...filledIn(names, newcomer)))
    return { answer, account: stage.accounts.adopt(newcomer, host) }
  }
  // Whether the first one succeeds depends on who was here before.
  await attempt()

  const { answer, account } = await attempt()

  expect(answer).toFit({ name: 'iq', type: 'error' })
  expect(await loginBy(stage, account, account.password)).toFit(REFUSED)
  stage.observe(`${answer.child('error')?.elements()[0]?.name} is said to who registers too often`)
})
