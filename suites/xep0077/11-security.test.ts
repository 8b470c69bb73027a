import { conformance, expect, openStream } from '#conformance'
import { xep0077 } from './requirements.ts'
import { ask, field, fieldsOf, filledIn, LET_IN, loginBy, question, REFUSED, wish } from './stranger.ts'

const verify = conformance(xep0077)

verify('11/not-before-tls', 'name and password in the clear', async (stage) => {
  const host = stage.service('open-registration')
  const newcomer = { localpart: stage.accounts.unused('romeo'), password: 'wherefore' }
  const stream = await stage.wire.connect()
  await openStream(stream, host)

  stream.send(
    wish(field('username', newcomer.localpart), field('password', newcomer.password)).withAttrs({
      id: 'plain',
    }),
  )

  const account = stage.accounts.adopt(newcomer, host)
  const answer = await stream.next('an answer or the end', ({ kind }) => kind !== 'header')
  if (answer.kind === 'element' && answer.element.isStanza) expect(answer.element).toFit({ type: 'error' })
  expect(await loginBy(stage, account, account.password)).toFit(REFUSED)
})

verify('11/closed-to-strangers-alone', 'a stranger, and a user who changes his password', async (stage) => {
  const host = stage.service('closed-registration')
  const [romeo] = await stage.accounts.create('romeo')
  const orchard = await romeo.connect()
  const newcomer = { localpart: stage.accounts.unused('mercutio'), password: 'wherefore' }
  const { stream } = await stage.wire.secured(host)
  const names = fieldsOf(await ask(stream, question))
  const wanted = names.length > 0 ? names : ['username', 'password']

  const refused = await ask(stream, wish(...filledIn(wanted, newcomer)))

  const stranger = stage.accounts.adopt(newcomer, host)
  expect(refused).toFit({ name: 'iq', type: 'error' })
  expect(await loginBy(stage, stranger, stranger.password)).toFit(REFUSED)

  const changed = await orchard.request(
    wish(field('username', romeo.localpart), field('password', 'by any other name')),
  )
  expect(changed).toFit({ name: 'iq', type: 'result' })
  expect(await loginBy(stage, romeo, 'by any other name')).toFit(LET_IN)
})
